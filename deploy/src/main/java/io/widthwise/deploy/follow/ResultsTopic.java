package io.widthwise.deploy.follow;

import io.widthwise.access.KafkaAccess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The results topic as those see it who follow all of it. */
public final class ResultsTopic {
  private final KafkaAccess kafka;
  private final String name;

  public ResultsTopic(KafkaAccess kafka, String name) {
    this.kafka = kafka;
    this.name = name;
  }

  /**
   * Opens a consumer of all partitions, which reads what is committed only. Partitions are
   * assigned, not subscribed to, so followers are in no one's way.
   *
   * @param fromBeginning begins with the oldest result that is kept, else with the next one
   */
  public Consumer<byte[], byte[]> follow(boolean fromBeginning) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.client(
                Map.of(
                    "enable.auto.commit",
                    false,
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    fromBeginning ? "earliest" : "latest")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(name).stream()
            .map(info -> new TopicPartition(name, info.partition()))
            .toList();
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    return consumer;
  }
}
