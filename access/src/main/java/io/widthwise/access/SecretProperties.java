package io.widthwise.access;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Keeps secrets off command lines, from where they would get into process lists and job graphs. */
public final class SecretProperties {
  private SecretProperties() {}

  /**
   * Checks properties that were given one by one.
   *
   * @param option the option that they were given with, for the message
   * @throws IllegalArgumentException if the value of one is a secret; does not repeat it
   */
  public static void requireNone(Map<String, String> properties, String option) {
    properties.forEach(
        (key, value) -> {
          if (isSecret(key) && !value.matches("\\$\\{[^}]+}")) {
            throw new IllegalArgumentException(
                "%s %s would show a secret on the command line and in the job graph; put it into the file of --kafka-config"
                    .formatted(option, key));
          }
        });
  }

  private static boolean isSecret(String key) {
    return Stream.of(
            ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
        .map(definition -> definition.configKeys().get(key))
        .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD);
  }
}
