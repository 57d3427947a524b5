package io.widthwise.deploy.connect;

import io.widthwise.access.KafkaAccess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics as those see them who follow all of what is committed. */
public final class CommittedTopics {
  private final KafkaAccess kafka;
  private final List<String> names;

  public CommittedTopics(KafkaAccess kafka, String... names) {
    this.kafka = kafka;
    this.names = List.of(names);
  }

  /**
   * Opens a consumer of all partitions. They are assigned, not subscribed to, so followers are in
   * no one's way.
   *
   * @param fromBeginning begins with the oldest message that is kept, else with the next one
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
        names.stream()
            .flatMap(name -> consumer.partitionsFor(name).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
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
