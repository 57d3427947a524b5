package io.widthwise.ingest;

import io.widthwise.schemas.TopicNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that ingest needs, with the limits that it relies on. */
public final class IngestTopics {
  /** Largest message of {@code frames.raw} and {@code frames}, bytes. */
  public static final int MAX_FRAME_MESSAGE_BYTES = 4 << 20;

  /** Quarantine takes the largest message and its note beside it, bytes. */
  public static final int MAX_QUARANTINE_MESSAGE_BYTES = 5 << 20;

  private IngestTopics() {}

  /**
   * Returns {@code frames.raw}, {@code frames} and {@code quarantine}, to be created.
   *
   * <p>Frame topics carry the broker's append time: publishers are not trusted with timestamps,
   * which decide retention, pacing and the duplicate window. Quarantine is not compacted, so null
   * values and equal keys stay.
   */
  public static List<NewTopic> of(TopicNames names, int partitions, short replication) {
    return List.of(
        topic(names.framesRaw(), partitions, replication, MAX_FRAME_MESSAGE_BYTES),
        topic(names.frames(), partitions, replication, MAX_FRAME_MESSAGE_BYTES),
        topic(names.quarantine(), partitions, replication, MAX_QUARANTINE_MESSAGE_BYTES));
  }

  private static NewTopic topic(String name, int partitions, short replication, int maxBytes) {
    return new NewTopic(name, partitions, replication)
        .configs(
            Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxBytes),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE));
  }
}
