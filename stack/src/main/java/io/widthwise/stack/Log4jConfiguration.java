package io.widthwise.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Logging of the stack's processes: to standard output, which their owner keeps in a file. */
final class Log4jConfiguration {
  private static final String TEXT =
      """
      status = error
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = Console
      appender.console.type = Console
      appender.console.name = Console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{ISO8601} %-5p %c{1} [%t] %m%n
      logger.clients.name = org.apache.kafka.clients
      logger.clients.level = WARN
      logger.config.name = org.apache.kafka.common.config
      logger.config.level = WARN
      """;

  private Log4jConfiguration() {}

  static Path write(Path folder) {
    Path file = folder.resolve("log4j2.properties");
    try {
      return Files.writeString(file, TEXT);
    } catch (IOException e) {
      throw new StackException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
