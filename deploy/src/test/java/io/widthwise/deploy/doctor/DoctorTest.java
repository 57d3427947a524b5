package io.widthwise.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.deploy.Widthwise;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.stack.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final List<String> CHECKS =
      List.of(
          "java",
          "platform",
          "memory",
          "disk",
          "ports",
          "onnxruntime",
          "opencv",
          "bundle",
          "broker",
          "topics",
          "clock",
          "cluster");

  private final StringWriter out = new StringWriter();
  @TempDir Path directory;
  private Path bundle;

  @BeforeEach
  void createBundle() throws Exception {
    bundle = Files.createDirectory(directory.resolve("bundle"));
    TinyBundle.create(bundle);
  }

  private int run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--models", bundle.toString()));
    arguments.addAll(List.of("--work-dir", directory.resolve("work").toString()));
    arguments.addAll(List.of(more));
    return Widthwise.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
  }

  private Map<String, JsonNode> findings() throws Exception {
    Map<String, JsonNode> findings = new TreeMap<>();
    for (JsonNode finding : new ObjectMapper().readTree(out.toString())) {
      findings.put(finding.path("check").asText(), finding);
    }
    return findings;
  }

  @Test
  void aMachineThatBuildsThisCanRunIt() throws Exception {
    run("--json");

    Map<String, JsonNode> findings = findings();
    assertThat(findings.keySet()).containsExactlyInAnyOrderElementsOf(CHECKS);
    for (String check : List.of("java", "platform", "onnxruntime", "opencv", "bundle")) {
      assertThat(findings.get(check).path("status").asText()).as(check).isEqualTo("OK");
    }
  }

  @Test
  void aDamagedBundleFailsAndIsNamed() throws Exception {
    Files.writeString(bundle.resolve("ladder.json"), "{}");

    assertThat(run("--json")).isEqualTo(1);

    JsonNode finding = findings().get("bundle");
    assertThat(finding.path("status").asText()).isEqualTo("FAILED");
    assertThat(finding.path("found").asText()).contains(bundle.toString());
    assertThat(finding.path("mend").asText()).contains("--models");
  }

  @Test
  void aBrokerThatWasNamedAndDoesNotAnswerFails() throws Exception {
    int port = Ports.free(1).get(0);

    assertThat(
            run(
                "--json",
                "--bootstrap-servers",
                "127.0.0.1:" + port,
                "--flink",
                "http://127.0.0.1:" + port))
        .isEqualTo(1);

    Map<String, JsonNode> findings = findings();
    assertThat(findings.get("broker").path("status").asText()).isEqualTo("FAILED");
    assertThat(findings.get("broker").path("mend").asText()).contains("--kafka-config");
    assertThat(findings.get("topics").path("status").asText()).isEqualTo("SKIPPED");
    assertThat(findings.get("cluster").path("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void peopleReadWhatToDoBelowWhatIsWrong() throws Exception {
    Files.writeString(bundle.resolve("ladder.json"), "{}");

    run();

    assertThat(out.toString()).containsPattern("(?m)^bundle +failed .*\\n +-> .*--models");
  }
}
