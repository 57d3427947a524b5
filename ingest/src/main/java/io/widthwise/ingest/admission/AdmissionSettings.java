package io.widthwise.ingest.admission;

import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.check.FrameLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How frames are admitted.
 *
 * @param bootstrapServers brokers, {@code host:port} separated by commas
 * @param topics names of the topics to read and write
 * @param applicationId consumer group and prefix of internal topics; instances that share the work
 *     share the id
 * @param stateDirectory where Kafka Streams may keep files; frame ids seen are held in memory and
 *     in Kafka, so there are none yet
 * @param limits what a frame may weigh
 * @param duplicateWindow how long a frame id is remembered, at least 1 s
 * @param cameraPace what each camera may send
 * @param unstatedBudget time from capture to deadline that is assumed of frames that state none; at
 *     least the longest that the job grants
 * @param intake who may send where, and what is kept of what is refused
 * @param threads stream threads of this instance
 * @param delivery guarantee of the topology
 * @param overrides the user's own Kafka Streams, consumer and producer properties, which win
 */
public record AdmissionSettings(
    String bootstrapServers,
    TopicNames topics,
    String applicationId,
    Path stateDirectory,
    FrameLimits limits,
    Duration duplicateWindow,
    CameraPace cameraPace,
    Duration unstatedBudget,
    IntakePolicy intake,
    int threads,
    Delivery delivery,
    Map<String, String> overrides) {

  /** Processing guarantee. */
  public enum Delivery {
    /** After a crash a frame may be admitted again, with the same id. */
    AT_LEAST_ONCE("at-least-once"),
    /** Kafka transactions: readers that read committed see frames at each commit, so later. */
    EXACTLY_ONCE("exactly-once");

    private final String text;

    Delivery(String text) {
      this.text = text;
    }

    /** The guarantee that people call {@code text}. */
    public static Delivery of(String text) {
      return Arrays.stream(values())
          .filter(delivery -> delivery.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "delivery must be at-least-once or exactly-once, not '" + text + "'"));
    }
  }

  public AdmissionSettings {
    if (duplicateWindow.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "duplicateWindow must be at least 1 s but is %d ms"
              .formatted(duplicateWindow.toMillis()));
    }
    if (unstatedBudget.isNegative() || unstatedBudget.isZero()) {
      throw new IllegalArgumentException(
          "unstatedBudget must be positive but is %d ms".formatted(unstatedBudget.toMillis()));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but is " + threads);
    }
    overrides = Map.copyOf(overrides);
  }

  public static AdmissionSettings of(
      String bootstrapServers, TopicNames topics, Path stateDirectory) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        topics.prefix() + "admission",
        stateDirectory,
        FrameLimits.DEFAULT,
        Duration.ofMinutes(2),
        CameraPace.UNLIMITED,
        Duration.ofSeconds(2),
        IntakePolicy.DEFAULT,
        1,
        Delivery.AT_LEAST_ONCE,
        Map.of());
  }

  public AdmissionSettings withLimits(FrameLimits value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        value,
        duplicateWindow,
        cameraPace,
        unstatedBudget,
        intake,
        threads,
        delivery,
        overrides);
  }

  public AdmissionSettings withDuplicateWindow(Duration value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        value,
        cameraPace,
        unstatedBudget,
        intake,
        threads,
        delivery,
        overrides);
  }

  public AdmissionSettings withCameraPace(CameraPace value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        value,
        unstatedBudget,
        intake,
        threads,
        delivery,
        overrides);
  }

  public AdmissionSettings withUnstatedBudget(Duration value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        cameraPace,
        value,
        intake,
        threads,
        delivery,
        overrides);
  }

  public AdmissionSettings withIntake(IntakePolicy value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        cameraPace,
        unstatedBudget,
        value,
        threads,
        delivery,
        overrides);
  }

  public AdmissionSettings withThreads(int value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        cameraPace,
        unstatedBudget,
        intake,
        value,
        delivery,
        overrides);
  }

  public AdmissionSettings withDelivery(Delivery value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        cameraPace,
        unstatedBudget,
        intake,
        threads,
        value,
        overrides);
  }

  /**
   * The same, known to its group under a name of its own: when it is killed and started again under
   * that name, it has its partitions back at once, not when the session of its former self is over.
   */
  public AdmissionSettings withInstanceId(String id) {
    Map<String, String> more = new HashMap<>(overrides);
    more.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id);
    return withOverrides(more);
  }

  public AdmissionSettings withOverrides(Map<String, String> value) {
    return new AdmissionSettings(
        bootstrapServers,
        topics,
        applicationId,
        stateDirectory,
        limits,
        duplicateWindow,
        cameraPace,
        unstatedBudget,
        intake,
        threads,
        delivery,
        value);
  }
}
