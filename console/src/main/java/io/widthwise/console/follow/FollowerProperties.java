package io.widthwise.console.follow;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import io.widthwise.console.ConsoleSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** Kafka Streams configuration of the console. */
final class FollowerProperties {
  private static final int COMMIT_MILLIS = 1_000;
  private static final int SESSION_TIMEOUT_MILLIS = 10_000;

  /**
   * Holds what a second changes of two thousand cameras; of more, some changes reach the disk more
   * than once. A larger one would fill, over an hour, with seconds that no longer change, and what
   * it counts as a byte takes three.
   */
  private static final long CACHE_BYTES = 1 << 20;

  private static final long CHANGELOG_RETENTION_BEYOND_WINDOW_MILLIS = 60_000;

  private FollowerProperties() {}

  static Properties of(ConsoleSettings settings, HostInfo self) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toAbsolutePath().toString());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocks.class);
    // What is shown is newest results; a client that died must not hold others up for long.
    properties.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        CHANGELOG_RETENTION_BEYOND_WINDOW_MILLIS);
    properties.put(
        consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
    properties.put(consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100);
    properties.putAll(settings.kafka().client(Map.of()));
    return properties;
  }
}
