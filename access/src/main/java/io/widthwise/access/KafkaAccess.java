package io.widthwise.access;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How a Kafka client gets to the brokers.
 *
 * @param bootstrapServers brokers to ask first, {@code host:port} separated by commas
 * @param properties further properties of the client; secrets are references that the client
 *     resolves when it is made, never the secrets themselves
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> properties) {
  public KafkaAccess {
    properties = Map.copyOf(properties);
  }

  /** Without encryption and authentication. */
  public static KafkaAccess plaintext(String bootstrapServers) {
    return new KafkaAccess(bootstrapServers, Map.of());
  }

  /**
   * With the properties of a file, if one is named.
   *
   * @throws IllegalArgumentException if the file cannot be used; says why and what to do
   */
  public static KafkaAccess of(String bootstrapServers, Optional<Path> file) {
    return new KafkaAccess(
        bootstrapServers, file.map(path -> KafkaConfigFile.of(path).references()).orElse(Map.of()));
  }

  /** A client's properties: {@code settings}, over which the user's own win. */
  public Map<String, Object> client(Map<String, ?> settings) {
    Map<String, Object> client = new HashMap<>(settings);
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    client.putAll(properties);
    return client;
  }
}
