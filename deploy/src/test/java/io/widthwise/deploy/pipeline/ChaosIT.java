package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.deploy.pipeline.CommandLineProcess.Outcome;
import io.widthwise.inference.testing.TinyBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short round of chaos; {@code widthwise bench chaos} plays long ones. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChaosIT {
  private static final Duration LIMIT = Duration.ofMinutes(14);

  @TempDir Path home;

  @Test
  void killedTaskAndJobManagersCostNoFrameAndRepeatNoneUnderExactlyOnce() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    Path report = home.resolve("chaos.json");

    Outcome chaos =
        new CommandLineProcess(home)
            .run(
                LIMIT,
                "bench",
                "chaos",
                "--rounds",
                "2",
                "--seed",
                "1",
                "--faults",
                "kill-taskmanager,kill-jobmanager",
                "--delivery",
                "exactly-once",
                // Whether deadlines hold is no matter of this test, on whatever machine it runs.
                "--budget",
                "5s",
                "--models",
                bundle.toString(),
                "--work-dir",
                home.resolve("work").toString(),
                "--json",
                report.toString());

    assertThat(chaos.exitCode()).as(chaos.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("rounds").asInt()).isEqualTo(2);
    assertThat(json.get("admitted").asLong()).isGreaterThan(300);
    assertThat(json.get("lost").asLong()).isZero();
    assertThat(json.get("repeats").asLong()).isZero();
    assertThat(json.get("recoverySeconds").get("max").asDouble()).isPositive();
    assertThat(json.get("faults").get("kill-taskmanager").get("rounds").asInt()).isEqualTo(1);
    assertThat(json.get("faults").get("kill-jobmanager").get("lost").asLong()).isZero();
  }
}
