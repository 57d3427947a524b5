package io.widthwise.stack;

import io.widthwise.stack.secure.BrokerSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to run the one-node Kafka broker.
 *
 * @param directory folder for its configuration, log and data; a broker started on the folder of a
 *     former one goes on with its data
 * @param port port for clients; 0 picks a free one
 * @param portSetting the option that sets {@code port}, named when it is taken
 * @param heapMegabytes heap of its JVM
 * @param security how clients must identify themselves and what each may do; empty lets everyone on
 *     this machine do everything, unencrypted
 * @param logFormat how the broker writes its log file
 * @param properties further properties of the broker; they win over the ones set here
 * @param jvmFlags further flags of its JVM
 */
public record BrokerSettings(
    Path directory,
    int port,
    String portSetting,
    int heapMegabytes,
    Optional<BrokerSecurity> security,
    LogFormat logFormat,
    Map<String, String> properties,
    List<String> jvmFlags) {
  private static final int HEAP_MEGABYTES = 512;

  public BrokerSettings {
    directory = directory.toAbsolutePath();
    properties = Map.copyOf(properties);
    jvmFlags = List.copyOf(jvmFlags);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s must be a port from 0 to 65535, not %d".formatted(portSetting, port));
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException(
          "a broker needs a heap of at least 128 MiB, not " + heapMegabytes);
    }
  }

  /** A broker on a free port with everything in {@code directory}. */
  public static BrokerSettings inDirectory(Path directory) {
    return new BrokerSettings(
        directory,
        0,
        "the broker's port setting",
        HEAP_MEGABYTES,
        Optional.empty(),
        LogFormat.TEXT,
        Map.of(),
        List.of());
  }

  /** The same on {@code port}, which people choose with the option {@code setting}. */
  public BrokerSettings withPort(int port, String setting) {
    return new BrokerSettings(
        directory, port, setting, heapMegabytes, security, logFormat, properties, jvmFlags);
  }

  /** The same with TLS, authentication and authorisation. */
  public BrokerSettings withSecurity(BrokerSecurity value) {
    return new BrokerSettings(
        directory,
        port,
        portSetting,
        heapMegabytes,
        Optional.of(value),
        logFormat,
        properties,
        jvmFlags);
  }

  /** The same with its log file in {@code format}. */
  public BrokerSettings withLogFormat(LogFormat format) {
    return new BrokerSettings(
        directory, port, portSetting, heapMegabytes, security, format, properties, jvmFlags);
  }

  /** The same with further properties of the broker and flags of its JVM. */
  public BrokerSettings with(Map<String, String> properties, List<String> jvmFlags) {
    return new BrokerSettings(
        directory, port, portSetting, heapMegabytes, security, logFormat, properties, jvmFlags);
  }
}
