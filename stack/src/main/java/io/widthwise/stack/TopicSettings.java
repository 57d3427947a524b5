package io.widthwise.stack;

import java.time.Duration;
import java.util.List;

/**
 * How to lay out the pipeline's topics.
 *
 * @param partitions partitions of each topic that carries frames or results
 * @param retention how long results are kept
 * @param frameRetention how long topics that hold pictures keep them
 * @param quarantineRetention how long what was refused is kept
 * @param ownTopics cameras that have a raw topic of their own
 */
public record TopicSettings(
    int partitions,
    Duration retention,
    Duration frameRetention,
    Duration quarantineRetention,
    List<String> ownTopics) {
  public static final TopicSettings DEFAULT = new TopicSettings(4, Duration.ofHours(1));

  public TopicSettings {
    ownTopics = List.copyOf(ownTopics);
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic needs at least 1 partition, not " + partitions);
    }
    for (Duration each : List.of(retention, frameRetention, quarantineRetention)) {
      if (each.compareTo(Duration.ofMinutes(1)) < 0) {
        throw new IllegalArgumentException(
            "a retention of %s is under a minute: frames could vanish before they are read"
                .formatted(each));
      }
    }
  }

  /** The same retention for everything, and one raw topic for all cameras. */
  public TopicSettings(int partitions, Duration retention) {
    this(partitions, retention, retention, retention, List.of());
  }

  /** The same with a raw topic of its own for each of {@code cameraIds}. */
  public TopicSettings withOwnTopics(List<String> cameraIds) {
    return new TopicSettings(partitions, retention, frameRetention, quarantineRetention, cameraIds);
  }
}
