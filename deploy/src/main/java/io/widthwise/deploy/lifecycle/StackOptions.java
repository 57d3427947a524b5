package io.widthwise.deploy.lifecycle;

import io.widthwise.deploy.DurationConverter;
import io.widthwise.deploy.Installation;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.FlinkSettings;
import io.widthwise.stack.LogFormat;
import io.widthwise.stack.StackSettings;
import io.widthwise.stack.TopicSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that lay out the local stack; shared by {@code up} and {@code demo}. */
public final class StackOptions {
  private static final String KAFKA_PORT = "--kafka-port";
  private static final String FLINK_PORT = "--flink-port";
  private static final String METRICS_PORT = "--metrics-port";
  private static final String LOG_FORMAT = "--log-format";

  @Option(
      names = KAFKA_PORT,
      paramLabel = "PORT",
      description = "Port of the broker; 0 picks a free one (default: 9092; demo: 0).")
  private Integer kafkaPort;

  @Option(
      names = FLINK_PORT,
      paramLabel = "PORT",
      description =
          "Port of Flink's REST API and web page; 0 picks a free one (default: 8081; demo: 0).")
  private Integer flinkPort;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "How long topics keep what they hold (default: ${DEFAULT-VALUE}).")
  private Duration retention;

  @Option(
      names = "--frame-retention",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long the topics that hold pictures keep them (default: --retention).")
  private Duration frameRetention;

  @Option(
      names = "--quarantine-retention",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long quarantine keeps what it holds (default: --retention).")
  private Duration quarantineRetention;

  @Mixin private SecurityOptions security;
  @Mixin private ConsoleOptions console;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "1",
      description = "TaskManager processes (default: ${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--standby-task-managers",
      paramLabel = "N",
      description =
          "Further TaskManagers, idle until one dies, whose tasks they take over (default: 1; demo: 0).")
  private Integer standbys;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Task slots of each TaskManager (default: the cores of this machine).")
  private int slots = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--flink-option",
      paramLabel = "KEY=VALUE",
      description = "Further key of Flink's configuration; repeatable.")
  private Map<String, String> flinkOptions = new LinkedHashMap<>();

  @Option(
      names = METRICS_PORT,
      paramLabel = "PORT",
      description =
          "Serve metrics for Prometheus: admission's at this port, Flink's processes' at those"
              + " after it (default: none).")
  private Integer metricsPort;

  @Option(
      names = LOG_FORMAT,
      paramLabel = "text|json",
      defaultValue = "text",
      description =
          "How the processes write their log files: lines, or one JSON object a line with the fields of the Elastic Common Schema (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat;

  /** Task slots of the whole cluster. */
  public int totalSlots() {
    return taskManagers * slots;
  }

  /** These options as they would be written on a command line. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (kafkaPort != null) {
      arguments.addAll(List.of(KAFKA_PORT, kafkaPort.toString()));
    }
    if (flinkPort != null) {
      arguments.addAll(List.of(FLINK_PORT, flinkPort.toString()));
    }
    arguments.addAll(List.of("--partitions", Integer.toString(partitions)));
    arguments.addAll(List.of("--retention", retention.toMillis() + "ms"));
    arguments.addAll(List.of("--frame-retention", orRetention(frameRetention).toMillis() + "ms"));
    arguments.addAll(
        List.of("--quarantine-retention", orRetention(quarantineRetention).toMillis() + "ms"));
    arguments.addAll(security.arguments());
    arguments.addAll(console.arguments());
    arguments.addAll(List.of("--task-managers", Integer.toString(taskManagers)));
    if (standbys != null) {
      arguments.addAll(List.of("--standby-task-managers", standbys.toString()));
    }
    arguments.addAll(List.of("--slots", Integer.toString(slots)));
    if (metricsPort != null) {
      arguments.addAll(List.of(METRICS_PORT, metricsPort.toString()));
    }
    arguments.addAll(List.of(LOG_FORMAT, logFormat.name().toLowerCase(Locale.ROOT)));
    flinkOptions.forEach(
        (key, value) -> arguments.addAll(List.of("--flink-option", key + "=" + value)));
    return arguments;
  }

  private Duration orRetention(Duration given) {
    return given == null ? retention : given;
  }

  /** Port of the console; empty if there is to be none. */
  OptionalInt consolePort() {
    return console.port();
  }

  /** How processes of the stack write their log files. */
  LogFormat logFormat() {
    return logFormat;
  }

  /** What admission is to be told beside the broker's address. */
  List<String> admissionArguments() {
    List<String> arguments = new ArrayList<>(security.admissionArguments());
    if (metricsPort != null) {
      arguments.addAll(List.of(METRICS_PORT, metricsPort.toString()));
    }
    return arguments;
  }

  /**
   * Each process takes the first free port: a JobManager, the TaskManagers and their successors.
   */
  private Map<String, String> metricsOptions(int processes) {
    String reporter = "metrics.reporter.prometheus.";
    return metricsPort == null
        ? Map.of()
        : Map.of(
            "metrics.reporters",
            "prometheus",
            reporter + "factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
            reporter + "port",
            "%d-%d".formatted(metricsPort + 1, metricsPort + 2 * processes));
  }

  /** The stack's settings, with everything in {@code directory}. */
  StackSettings settings(
      Installation installation, Path directory, TopicNames names, StackDefaults otherwise) {
    FlinkSettings flink =
        FlinkSettings.inDirectory(directory.resolve("flink"))
            .withRestPort(flinkPort == null ? otherwise.flinkPort() : flinkPort, FLINK_PORT)
            .withTaskManagers(taskManagers, slots)
            .withStandbys(standbys == null ? otherwise.standbys() : standbys)
            .withNativeCache(installation.nativeCache())
            .withLogFormat(logFormat);
    Map<String, String> more = new LinkedHashMap<>();
    more.putAll(metricsOptions(1 + taskManagers + flink.standbys()));
    more.putAll(flinkOptions);
    for (Map.Entry<String, String> option : more.entrySet()) {
      flink = flink.withOption(option.getKey(), option.getValue());
    }
    return new StackSettings(
        directory,
        security.apply(
            BrokerSettings.inDirectory(directory.resolve("kafka"))
                .withPort(kafkaPort == null ? otherwise.kafkaPort() : kafkaPort, KAFKA_PORT)
                .withLogFormat(logFormat)),
        flink,
        names,
        new TopicSettings(
            partitions,
            retention,
            orRetention(frameRetention),
            orRetention(quarantineRetention),
            security.cameras()),
        installation.kafka(),
        installation.flink());
  }
}
