package io.widthwise.ingest.admission;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import io.widthwise.ingest.MessageSizes;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams configuration of admission: low latency, and memory bounded for large messages. */
final class StreamsProperties {
  private static final int COMMIT_INTERVAL_MILLIS = 1_000;
  private static final int TRANSACTION_COMMIT_INTERVAL_MILLIS = 100;

  /**
   * Readers of committed records wait for the transaction of a killed instance that long; nobody
   * ends it sooner, since its successor has another transactional id.
   */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 3_000;

  private static final int SESSION_TIMEOUT_MILLIS = 10_000;
  private static final int BUFFERED_RECORDS = 64;

  /** How long a new camera's own topic may go unnoticed; the default is five minutes. */
  private static final int TOPIC_SEARCH_MILLIS = 10_000;

  /** Allows for clocks of brokers and instances that differ; the default is a day. */
  private static final long CHANGELOG_RETENTION_BEYOND_WINDOW_MILLIS = 60_000;

  private StreamsProperties() {}

  static Properties of(AdmissionSettings settings) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toAbsolutePath().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    putDelivery(properties, settings.delivery());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        CHANGELOG_RETENTION_BEYOND_WINDOW_MILLIS);
    putConsumer(properties);
    putProducer(properties);
    properties.putAll(settings.overrides());
    return properties;
  }

  /** With transactions, readers see nothing before the commit, so the interval is the latency. */
  private static void putDelivery(Properties properties, AdmissionSettings.Delivery delivery) {
    boolean exactlyOnce = delivery == AdmissionSettings.Delivery.EXACTLY_ONCE;
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        exactlyOnce ? TRANSACTION_COMMIT_INTERVAL_MILLIS : COMMIT_INTERVAL_MILLIS);
    if (exactlyOnce) {
      properties.put(
          producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
    }
  }

  /**
   * A fetch is answered as soon as there is one record. Buffers are counted in records, which here
   * may have 4 MiB each. A killed instance gives its partitions up after the session timeout, which
   * is otherwise 45 s.
   */
  private static void putConsumer(Properties properties) {
    properties.put(consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
    properties.put(consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_RECORDS);
    properties.put(
        consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        MessageSizes.MAX_REQUEST_BYTES);
    properties.put(
        consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
    properties.put(mainConsumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), TOPIC_SEARCH_MILLIS);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
  }

  /** Kafka Streams lingers 100 ms unless told otherwise. */
  private static void putProducer(Properties properties) {
    properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    properties.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), MessageSizes.BATCH_BYTES);
    properties.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    properties.put(
        producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MessageSizes.MAX_REQUEST_BYTES);
  }
}
