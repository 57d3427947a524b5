package io.widthwise.stack;

import java.time.Duration;

/**
 * How to lay out the pipeline's topics.
 *
 * @param partitions partitions of each topic that carries frames or results
 * @param retention how long frames and results are kept
 */
public record TopicSettings(int partitions, Duration retention) {
  public static final TopicSettings DEFAULT = new TopicSettings(4, Duration.ofHours(1));

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic needs at least 1 partition, not " + partitions);
    }
    if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "a retention of %s is under a minute: frames could vanish before they are read"
              .formatted(retention));
    }
  }
}
