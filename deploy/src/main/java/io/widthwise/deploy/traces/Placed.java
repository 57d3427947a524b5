package io.widthwise.deploy.traces;

import io.widthwise.schemas.FrameResult;
import java.time.Instant;
import java.util.Optional;

/**
 * A result and where it lies.
 *
 * @param result the outcome of one frame
 * @param topic topic that it was read from
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param appended when the broker appended it; empty where the topic keeps the producer's time
 */
record Placed(
    FrameResult result, String topic, int partition, long offset, Optional<Instant> appended) {

  /** {@code topic-partition@offset}, as everywhere else. */
  String position() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
