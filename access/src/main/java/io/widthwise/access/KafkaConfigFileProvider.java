package io.widthwise.access;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Gives Kafka clients the settings of a {@link KafkaConfigFile} at the moment when they are made.
 * Kafka's own provider for files would leave references within the file as they are.
 */
public final class KafkaConfigFileProvider implements ConfigProvider {
  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public ConfigData get(String path) {
    return new ConfigData(settings(path));
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> wanted = new HashMap<>(settings(path));
    wanted.keySet().retainAll(keys);
    if (wanted.size() < keys.size()) {
      throw new ConfigException(
          "the Kafka configuration %s has lost one of the keys %s; is it another file here than where the job was submitted?"
              .formatted(path, keys));
    }
    return new ConfigData(wanted);
  }

  private static Map<String, String> settings(String path) {
    try {
      return new KafkaConfigFile(Path.of(path)).resolved();
    } catch (IllegalArgumentException e) {
      ConfigException failure = new ConfigException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  @Override
  public void close() {}
}
