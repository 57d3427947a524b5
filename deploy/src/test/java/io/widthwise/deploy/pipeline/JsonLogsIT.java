package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every process of a stack that logs JSON. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class JsonLogsIT {
  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path home;

  @Test
  void everyLineOfEveryProcessIsAnObjectThatNamesIt() throws Exception {
    RunningPipeline.start(home, "--log-format", "json").close();

    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home.resolve("work"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        String name = file.getFileName().toString().replace(".log", "");
        if (!name.equals("supervisor") && !file.startsWith(home.resolve("work/kafka/data"))) {
          lines.put(name, parsed(file, name));
        }
      }
    }
    assertThat(lines)
        .containsKeys("broker", "jobmanager", "taskmanager-1", "zookeeper", "admission")
        .allSatisfy((name, count) -> assertThat(count).as(name).isPositive());
  }

  private int parsed(Path file, String name) throws Exception {
    int count = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode parsed = json.readTree(line);
      assertThat(parsed.path("service.name").asText()).as(line).isEqualTo(name);
      assertThat(parsed.path("log.level").asText()).as(line).isNotEmpty();
      count++;
    }
    return count;
  }
}
