package io.widthwise.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Logging of the stack's processes: everything to a file that is rolled at 10 MB, errors also to
 * standard output as text, which their owner keeps and quotes to people.
 */
public final class Log4jConfiguration {
  private static final String TEXT =
      """
      status = error
      rootLogger.level = INFO
      rootLogger.appenderRef.file.ref = File
      rootLogger.appenderRef.console.ref = Console
      appender.file.type = RollingFile
      appender.file.name = File
      appender.file.fileName = ${sys:log.file}
      appender.file.filePattern = ${sys:log.file}.%i
      appender.file.policies.type = Policies
      appender.file.policies.size.type = SizeBasedTriggeringPolicy
      appender.file.policies.size.size = 10MB
      appender.file.strategy.type = DefaultRolloverStrategy
      appender.file.strategy.max = 3
      appender.console.type = Console
      appender.console.name = Console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{ISO8601} %-5p %c{1} [%t] %m%n
      appender.console.filter.threshold.type = ThresholdFilter
      appender.console.filter.threshold.level = ERROR
      logger.clients.name = org.apache.kafka.clients
      logger.clients.level = WARN
      logger.config.name = org.apache.kafka.common.config
      logger.config.level = WARN
      """;

  private Log4jConfiguration() {}

  /** JVM flags that make a process of the stack log to {@code folder/name.log}. */
  public static List<String> flags(Path folder, String name, LogFormat format) {
    Path file = folder.resolve("log4j2.properties");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, TEXT + format.layout());
    } catch (IOException e) {
      throw new StackException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
    return List.of(
        "-Dlog4j2.configurationFile=" + file,
        "-Dlog.name=" + name,
        "-Dlog.file=" + folder.resolve(name + ".log"));
  }
}
