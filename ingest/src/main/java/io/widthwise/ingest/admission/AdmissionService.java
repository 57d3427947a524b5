package io.widthwise.ingest.admission;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Runs {@link AdmissionTopology} in threads of this process. Topics must exist, {@code frames.raw}
 * and {@code frames} with the broker's append time as timestamps.
 */
public final class AdmissionService implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final AdmissionSettings settings;
  private final AdmissionCounters counters = new AdmissionCounters();
  private final RestartWithBackOff restarts = new RestartWithBackOff(System::nanoTime);
  private final CountDownLatch running = new CountDownLatch(1);
  private final KafkaStreams streams;

  public AdmissionService(AdmissionSettings settings) {
    this.settings = settings;
    this.streams =
        new KafkaStreams(
            AdmissionTopology.build(settings, counters, System::currentTimeMillis),
            StreamsProperties.of(settings));
    streams.setUncaughtExceptionHandler(restarts);
    streams.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
  }

  /** Begins to admit; returns at once. */
  public void start() {
    streams.start();
  }

  /**
   * Waits until partitions are assigned and frames flow.
   *
   * @throws TimeoutException if that takes longer than {@code timeout}; the message names the
   *     broker, the topic and the state reached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException, TimeoutException {
    if (!running.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(
          "admission from topic %s at %s is %s, not RUNNING, after %d ms; check that the broker answers and the topic exists"
              .formatted(
                  settings.topics().framesRaw(),
                  settings.bootstrapServers(),
                  streams.state(),
                  timeout.toMillis()));
    }
  }

  /** Counts since the start. */
  public AdmissionStats stats() {
    return counters.stats();
  }

  /**
   * Frames admitted of each camera since the start; beyond the first thousand as {@code others}.
   */
  public Map<String, Long> admittedByCamera() {
    return counters.admittedByCamera();
  }

  /** All metrics of Kafka Streams, those of single cameras included. */
  public Map<MetricName, ? extends Metric> metrics() {
    return streams.metrics();
  }

  /**
   * Finishes what is being processed, commits and leaves the consumer group, so that the next
   * instance need not wait for a session timeout.
   */
  @Override
  public void close() {
    restarts.close();
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
