package io.widthwise.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A properties file of Kafka client settings, {@code --kafka-config}. Values may refer to secrets
 * kept elsewhere, as Kafka's configuration providers have it: <code>${env:NAME}</code>, <code>
 * ${file:/path:key}</code>, <code>${directory:/path:file}</code>, or others that the file declares
 * in {@code config.providers}.
 *
 * @param path absolute path of the file
 */
public record KafkaConfigFile(Path path) {
  private static final String PROVIDERS = "config.providers";
  private static final String OURS = "widthwise";
  private static final String KAFKAS = "org.apache.kafka.common.config.provider.";
  private static final Map<String, String> DEFAULT_PROVIDERS =
      Map.of(
          PROVIDERS,
          "env,file,directory",
          PROVIDERS + ".env.class",
          KAFKAS + "EnvVarConfigProvider",
          PROVIDERS + ".file.class",
          KAFKAS + "FileConfigProvider",
          PROVIDERS + ".directory.class",
          KAFKAS + "DirectoryConfigProvider");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}:]+:[^}]*}");

  /**
   * Names the file and checks that it and everything that it refers to can be read.
   *
   * @throws IllegalArgumentException if not; names the file, the key and what is missing, and never
   *     a value
   */
  public static KafkaConfigFile of(Path path) {
    KafkaConfigFile file = new KafkaConfigFile(path.toAbsolutePath().normalize());
    if (file.path.toString().matches(".*[:}].*")) {
      throw new IllegalArgumentException(
          "the path of the Kafka configuration %s must hold neither ':' nor '}', which Kafka takes for its own; rename it"
              .formatted(file.path));
    }
    file.resolved();
    return file;
  }

  /** The file's own {@code bootstrap.servers}, if it has them. */
  public Optional<String> bootstrapServers() {
    return Optional.ofNullable(resolved().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /**
   * Every key of the file, each with a reference to the file in place of its value. A Kafka client
   * resolves them where it runs, so that they can be logged, sent and stored; the file must lie
   * under the same path wherever a client is made.
   */
  public Map<String, String> references() {
    Map<String, String> references = new TreeMap<>();
    for (String key : resolved().keySet()) {
      if (!key.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
        references.put(key, "${%s:%s:%s}".formatted(OURS, path, key));
      }
    }
    references.put(PROVIDERS, OURS);
    references.put(PROVIDERS + "." + OURS + ".class", KafkaConfigFileProvider.class.getName());
    return references;
  }

  /** The settings with their secrets; for a client that is being made, and for nobody else. */
  Map<String, String> resolved() {
    Map<String, Object> raw = read();
    if (!raw.containsKey(PROVIDERS)) {
      raw.putAll(DEFAULT_PROVIDERS);
    }
    Map<String, Object> originals;
    try {
      // Kafka's own way to resolve references, the same as in its clients.
      originals = new AbstractConfig(new ConfigDef(), raw, false).originals();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "the Kafka configuration %s refers to something that cannot be read: %s"
              .formatted(path, e.getMessage()),
          e);
    }
    Map<String, String> resolved = new TreeMap<>();
    originals.forEach(
        (key, value) -> {
          if (!key.equals(PROVIDERS) && !key.startsWith(PROVIDERS + ".")) {
            resolved.put(key, requireResolved(key, (String) value));
          }
        });
    return resolved;
  }

  private String requireResolved(String key, String value) {
    Matcher left = REFERENCE.matcher(value);
    if (left.find()) {
      throw new IllegalArgumentException(
          "the key %s of the Kafka configuration %s refers to %s, which is not there; set it, or declare its provider in %s"
              .formatted(key, path, left.group(), PROVIDERS));
    }
    return value;
  }

  private Map<String, Object> read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the Kafka configuration %s cannot be read (%s); --kafka-config names a properties file that this process may read"
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
    Map<String, Object> raw = new TreeMap<>();
    properties.forEach((key, value) -> raw.put((String) key, value));
    return raw;
  }
}
