package io.widthwise.ingest.publish;

import io.widthwise.access.KafkaAccess;
import io.widthwise.ingest.MessageSizes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka producer for frames: every frame arrives once and in order, none waits for a batch, and
 * pictures are not compressed again.
 *
 * @param bootstrapServers brokers, {@code host:port} separated by commas
 * @param overrides the user's own producer properties, which win
 */
public record ProducerSettings(String bootstrapServers, Map<String, String> overrides) {
  public ProducerSettings {
    overrides = Map.copyOf(overrides);
  }

  public static ProducerSettings of(String bootstrapServers) {
    return new ProducerSettings(bootstrapServers, Map.of());
  }

  /** For brokers that want more than an address. */
  public static ProducerSettings of(KafkaAccess kafka) {
    return new ProducerSettings(kafka.bootstrapServers(), kafka.properties());
  }

  /** Returns the properties as the producer gets them. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, MessageSizes.BATCH_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MessageSizes.MAX_REQUEST_BYTES);
    properties.putAll(overrides);
    return properties;
  }

  /**
   * Connects a producer, which the caller closes.
   *
   * @throws org.apache.kafka.common.KafkaException if a property is not valid
   */
  public Producer<String, byte[]> create() {
    return new KafkaProducer<>(properties(), new StringSerializer(), new ByteArraySerializer());
  }
}
