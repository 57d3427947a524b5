package io.widthwise.bench.fleet;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a camera's frames lie in, and which source subtask reads a partition. */
final class Partitions {
  private Partitions() {}

  /** Returns the partition that Kafka's default partitioner gives a key: murmur2 of its bytes. */
  static int ofCamera(String cameraId, int partitions) {
    byte[] key = cameraId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /**
   * Returns the subtask that reads a partition, as Flink's {@code KafkaSourceEnumerator} assigns
   * it: in turns, from a subtask on that the topic's name decides.
   */
  static int reader(String topic, int partition, int readers) {
    int first = ((topic.hashCode() * 31) & Integer.MAX_VALUE) % readers;
    return (first + partition) % readers;
  }
}
