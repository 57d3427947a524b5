package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.deploy.pipeline.CommandLineProcess.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a clean clone does: models of its own, a camera of its own, nothing from outside. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedFamilyIT {
  private static final double STANDARD_ERRORS = 4;

  @TempDir Path home;

  @Test
  void isAsAccurateAsItsModelCardSays() throws Exception {
    Outcome demo =
        new CommandLineProcess(home)
            .run(
                Duration.ofMinutes(4),
                "demo",
                "--seconds",
                "12",
                "--no-console",
                "--work-dir",
                home.resolve("work").toString(),
                "--json");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    JsonNode accuracy = new ObjectMapper().readTree(demo.out()).get("accuracy");
    assertThat(accuracy)
        .as("frames carry their truth and the bundle knows their classes")
        .isNotNull();
    long frames = accuracy.get("frames").asLong();
    double expected = accuracy.get("expected").asDouble();
    assertThat(frames).isGreaterThan(100);
    double chance = STANDARD_ERRORS * Math.sqrt(expected * (1 - expected) / frames);
    assertThat(accuracy.get("top1").asDouble()).isCloseTo(expected, within(chance + 0.01));
  }
}
