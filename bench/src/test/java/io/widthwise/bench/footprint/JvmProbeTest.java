package io.widthwise.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class JvmProbeTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void looksIntoAnotherJvm() throws Exception {
    Process other =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m",
                    "-XX:MaxDirectMemorySize=16m",
                    "-XX:MaxMetaspaceSize=64m",
                    "-XX:NativeMemoryTracking=summary",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Idle.class.getName()))
            .redirectErrorStream(true)
            .start();
    try {
      // It has begun once it has said so.
      assertThat(other.inputReader().readLine()).isEqualTo(Idle.BEGUN);
      try (JvmProbe probe = JvmProbe.attach(other.pid())) {
        Footprint footprint = probe.read(1.5, true);

        assertThat(footprint.pid()).isEqualTo(other.pid());
        assertThat(footprint.collected()).isTrue();
        assertThat(footprint.heap()).isBetween(Idle.HELD_BYTES, 32 * MEBIBYTE);
        assertThat(footprint.heapAfterCollection()).isGreaterThanOrEqualTo(Idle.HELD_BYTES);
        assertThat(footprint.direct()).isBetween(Idle.DIRECT_BYTES, 16 * MEBIBYTE);
        assertThat(footprint.nativeResident()).isBetween(MEBIBYTE, footprint.anonymous());
        assertThat(footprint.metaspace()).isPositive();
        assertThat(footprint.loadedClasses()).isPositive();
        assertThat(footprint.nativeCommitted()).isPresent();
        assertThat(probe.classLoaders()).isPositive();
        assertThat(probe.memoryLimit())
            .isBetween((24 + 16 + 64 + 256) * MEBIBYTE, (32 + 16 + 64 + 256) * MEBIBYTE);
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
