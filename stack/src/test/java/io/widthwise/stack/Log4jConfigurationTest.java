package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class Log4jConfigurationTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  /** A process that logs one line about a frame. */
  static final class Logging {
    private Logging() {}

    public static void main(String[] arguments) {
      LoggerFactory.getLogger("test")
          .atWarn()
          .addKeyValue("camera", "gate")
          .addKeyValue("frameId", "f-1")
          .addKeyValue("topicPartitionOffset", "frames.raw-3@42")
          .log("dropped {} \"frames\"\nof a camera", 7);
    }
  }

  private List<String> logged(LogFormat format) throws Exception {
    JavaProcess.start(
            new JavaCommand(
                "logging process",
                ClassPath.ofCurrentJvm(),
                Logging.class.getName(),
                Log4jConfiguration.flags(folder, "admission", format),
                List.of(),
                Map.of(),
                folder.resolve("admission.out")))
        .awaitSuccess(LIMIT);
    return Files.readAllLines(folder.resolve("admission.log"));
  }

  @Test
  void aJsonLineNamesProcessFrameCameraAndPlace() throws Exception {
    List<String> lines = logged(LogFormat.JSON);

    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("message").asText()).isEqualTo("dropped 7 \"frames\"\nof a camera");
    assertThat(line.path("camera").asText()).isEqualTo("gate");
    assertThat(line.path("frameId").asText()).isEqualTo("f-1");
    assertThat(line.path("topicPartitionOffset").asText()).isEqualTo("frames.raw-3@42");
    assertThat(line.path("log.level").asText()).isEqualTo("WARN");
    assertThat(line.path("service.name").asText()).isEqualTo("admission");
    assertThat(Instant.parse(line.path("@timestamp").asText())).isAfter(Instant.EPOCH);
  }

  @Test
  void textIsForPeople() throws Exception {
    assertThat(logged(LogFormat.TEXT).get(0)).endsWith("WARN  test [main] dropped 7 \"frames\"");
  }
}
