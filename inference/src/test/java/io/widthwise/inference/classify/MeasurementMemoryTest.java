package io.widthwise.inference.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.testing.TinyBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementMemoryTest {
  private static final Duration SHORT = Duration.ofMillis(10);

  @TempDir Path folder;
  @TempDir Path models;
  private LadderBundle bundle;

  @BeforeEach
  void openBundle() throws Exception {
    TinyBundle.create(models);
    bundle = LadderBundle.open(models);
  }

  @Test
  void whatWasMeasuredIsRemembered() throws Exception {
    LadderMeasurement measured = new MeasurementMemory(folder).measure(bundle, SHORT);

    // Another task of this host; two measurements would hardly agree to the microsecond's fraction.
    assertThat(new MeasurementMemory(folder).measure(bundle, SHORT)).isEqualTo(measured);
    assertThat(kept()).hasSize(1);
  }

  @Test
  void anotherBundleIsMeasuredForItself() throws Exception {
    new MeasurementMemory(folder).measure(bundle, SHORT);
    Path manifest = models.resolve(LadderBundle.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest) + "\n");

    new MeasurementMemory(folder).measure(LadderBundle.open(models), SHORT);

    assertThat(kept()).hasSize(2);
  }

  @Test
  void anOldMeasurementIsMadeAgain() throws Exception {
    new MeasurementMemory(folder).measure(bundle, SHORT);
    Path file = kept().get(0);
    String before = Files.readString(file);
    Files.writeString(file, before.replaceAll("decodeNanosPerPixel=.*", "decodeNanosPerPixel=-1"));

    Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC);
    LadderMeasurement again = new MeasurementMemory(folder, later).measure(bundle, SHORT);

    assertThat(again.decodeNanosPerPixel()).isPositive();
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
