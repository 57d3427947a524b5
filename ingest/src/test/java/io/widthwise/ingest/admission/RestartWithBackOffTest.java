package io.widthwise.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class RestartWithBackOffTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RestartWithBackOff restarts = new RestartWithBackOff(nanos::get);

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToALimit() {
    assertThat(restarts.nextWaitMillis()).isEqualTo(500);
    assertThat(restarts.nextWaitMillis()).isEqualTo(1_000);
    for (int i = 0; i < 20; i++) {
      restarts.nextWaitMillis();
    }
    assertThat(restarts.nextWaitMillis()).isEqualTo(30_000);
  }

  @Test
  void startsOverAfterRunningWell() {
    restarts.nextWaitMillis();
    restarts.nextWaitMillis();
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(restarts.nextWaitMillis()).isEqualTo(500);
  }

  @Test
  void givesUpAtOnceWhenAdmissionIsClosing() {
    restarts.close();
    assertThat(restarts.handle(new IllegalStateException("broken")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }
}
