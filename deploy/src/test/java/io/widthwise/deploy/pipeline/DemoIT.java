package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.deploy.pipeline.CommandLineProcess.Outcome;
import io.widthwise.inference.testing.TinyBundle;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one command that shows everything. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path home;
  private Path bundle;

  @BeforeEach
  void createBundle() throws Exception {
    bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
  }

  @Test
  void everyAdmittedFrameHasOneOutcomeAndNothingIsLeftBehind() throws Exception {
    Path work = home.resolve("work");
    Outcome demo =
        new CommandLineProcess(home)
            .run(
                LIMIT,
                "demo",
                "--models",
                bundle.toString(),
                "--seconds",
                "6",
                "--work-dir",
                work.toString(),
                "--json");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out().lines()).as("one JSON object and nothing else").hasSize(1);
    JsonNode json = new ObjectMapper().readTree(demo.out());
    assertThat(names(json))
        .containsExactlyInAnyOrder(
            "published",
            "admitted",
            "quarantined",
            "outcomes",
            "missing",
            "repeats",
            "deadlineHitRate",
            "latencyMillis",
            "variants",
            "seconds");
    assertThat(names(json.get("outcomes")))
        .containsExactlyInAnyOrder("CLASSIFIED", "LATE", "SHED", "REJECTED");
    assertThat(names(json.get("latencyMillis")))
        .containsExactlyInAnyOrder("p50", "p90", "p99", "max");
    assertThat(demo.err()).containsPattern("console http://127\\.0\\.0\\.1:[0-9]+/");
    assertThat(json.get("admitted").asLong()).isPositive();
    assertThat(json.get("published")).isEqualTo(json.get("admitted"));
    assertThat(json.get("missing").asLong()).isZero();
    assertThat(json.get("repeats").asLong()).isZero();
    long outcomes = 0;
    for (JsonNode count : json.get("outcomes")) {
      outcomes += count.asLong();
    }
    assertThat(outcomes).isEqualTo(json.get("admitted").asLong());
    assertThat(work).as("the work directory is removed with what was in it").doesNotExist();
    assertThat(processesThatMention(home.toString())).isEmpty();
  }

  @Test
  void aTakenPortIsAnErrorThatNamesItAndTheOption() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Outcome demo =
          new CommandLineProcess(home)
              .run(
                  LIMIT,
                  "demo",
                  "--models",
                  bundle.toString(),
                  "--seconds",
                  "1",
                  "--kafka-port",
                  Integer.toString(taken.getLocalPort()));

      assertThat(demo.exitCode()).isEqualTo(1);
      assertThat(demo.err())
          .contains(Integer.toString(taken.getLocalPort()), "--kafka-port")
          .doesNotContain("\tat ");
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Stream<ProcessHandle> processesThatMention(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(text));
  }
}
