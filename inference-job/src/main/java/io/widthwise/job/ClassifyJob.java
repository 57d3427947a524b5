package io.widthwise.job;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.SecretProperties;
import io.widthwise.inference.schedule.LatencyBudgets.Slo;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.job.JobGraph.KafkaSettings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.PropertiesDefaultProvider;

/** Entry point of the Flink job. */
@Command(
    name = "widthwise-job",
    description = "Classifies frames by their deadlines; submit it to a Flink cluster.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ClassifyJob {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file with option names, without dashes, as keys; flags override it.")
  private File config;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to ask first.")
  private String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      defaultValue = TopicNames.DEFAULT_PREFIX,
      description = "Prefix of the topics (default: ${DEFAULT-VALUE}).")
  private String topicPrefix;

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Bundle directory; every TaskManager must see it under this path.")
  private String models;

  @Option(
      names = "--bundle-key",
      paramLabel = "PUB",
      description =
          "Public key, a PEM file or the key in one line; repeatable. Bundles that none of the keys"
              + " signed are refused, now and when released (default: signatures are not looked"
              + " at).")
  private List<String> bundleKeys = List.of();

  @Option(
      names = "--latency-budget",
      defaultValue = "100ms",
      paramLabel = "DURATION",
      description =
          "Time from capture to deadline where nothing else says (default: ${DEFAULT-VALUE}).")
  private Duration latencyBudget;

  @Option(
      names = "--slo",
      paramLabel = "GLOB=DURATION",
      description = "Budget of the cameras that match; repeatable, the first match wins.")
  private Map<String, Duration> slos = new LinkedHashMap<>();

  @Option(
      names = "--max-skew",
      defaultValue = "10s",
      paramLabel = "DURATION",
      description =
          "A capture time further than this from the broker's is not believed (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration maxSkew;

  @Option(
      names = "--policy",
      defaultValue = Policies.DEFAULT,
      description =
          "What chooses a frame's variant: "
              + Policies.POSSIBLE
              + "; VARIANT is an index or a key such as 0.5@160 (default: ${DEFAULT-VALUE}).")
  private String policy;

  @Option(
      names = "--margin",
      defaultValue = "3ms",
      paramLabel = "DURATION",
      description =
          "How long before its deadline a frame should be done (default: ${DEFAULT-VALUE}).")
  private Duration margin;

  @Option(
      names = "--lane-capacity",
      defaultValue = "512",
      description =
          "Frames that wait in a lane before Kafka is left waiting (default: ${DEFAULT-VALUE}).")
  private int laneCapacity;

  @Option(
      names = "--top-k",
      defaultValue = "5",
      description = "Labels in a result (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--profile-time",
      defaultValue = "1s",
      paramLabel = "DURATION",
      description = "How long a task measures its variants at start (default: ${DEFAULT-VALUE}).")
  private Duration profileTime;

  @Option(
      names = "--explain",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description =
          "Share of the frames whose result says what its decision rested on, 0 to 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private double explainedShare;

  @Option(
      names = "--max-payload-bytes",
      description = "Largest payload that is decoded (default: ${DEFAULT-VALUE}).")
  private int maxPayloadBytes = FrameLimits.DEFAULT.maxPayloadBytes();

  @Option(
      names = "--max-side",
      description = "Largest width or height that is decoded, pixels (default: ${DEFAULT-VALUE}).")
  private int maxSide = FrameLimits.DEFAULT.maxSide();

  @Option(
      names = "--max-pixels",
      description = "Largest picture that is decoded, pixels (default: ${DEFAULT-VALUE}).")
  private long maxPixels = FrameLimits.DEFAULT.maxPixels();

  @Option(
      names = "--delivery",
      defaultValue = "at-least-once",
      description = "at-least-once or exactly-once (default: ${DEFAULT-VALUE}).")
  private Delivery delivery;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "1s",
      paramLabel = "DURATION",
      description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Tasks, each with one lane (default: the cluster's).")
  private Integer parallelism;

  @Option(
      names = "--rebalance",
      defaultValue = "true",
      arity = "1",
      description =
          "Spread frames evenly over the lanes instead of by partition (default:"
              + " ${DEFAULT-VALUE}).")
  private boolean rebalance;

  @Option(
      names = "--group-id",
      defaultValue = "widthwise-classify",
      description =
          "Consumer group whose offsets a fresh job starts from (default: ${DEFAULT-VALUE}).")
  private String groupId;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties of every Kafka client: TLS, login and so on. Every JobManager and TaskManager"
              + " must see it under this path; the job carries the path, never what is in it.")
  private Path kafkaConfig;

  @Option(
      names = "--quarantine-payload",
      defaultValue = "keep",
      paramLabel = "keep|drop|hash",
      description =
          "What of a refused record's value goes to quarantine (default: ${DEFAULT-VALUE}).")
  private QuarantinedPayload quarantinedPayload;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description =
          "Further property of every Kafka client; wins over --kafka-config, holds no secrets;"
              + " repeatable.")
  private Map<String, String> kafkaProperties = new LinkedHashMap<>();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Flink configuration of the job; repeatable.")
  private Map<String, String> flinkConfiguration = new LinkedHashMap<>();

  /** Builds and submits the job; what is wrong with the arguments is thrown as a sentence. */
  public static void main(String[] args) throws Exception {
    ClassifyJob job = new ClassifyJob();
    if (job.parse(args)) {
      job.build().execute();
    }
  }

  /**
   * Reads arguments as {@link #main} does and submits nothing.
   *
   * @throws IllegalArgumentException or picocli's {@code ParameterException} if the job would not
   *     take them; the message says why
   */
  public static void requireValid(String... args) {
    ClassifyJob job = new ClassifyJob();
    if (job.parse(args)) {
      job.jobSettings();
    }
  }

  /** Reads arguments; false if help was asked for and printed instead. */
  boolean parse(String... args) {
    CommandLine commandLine =
        new CommandLine(this)
            .registerConverter(Duration.class, TimeUtils::parseDuration)
            .registerConverter(Delivery.class, Delivery::of)
            .registerConverter(QuarantinedPayload.class, QuarantinedPayload::of);
    ConfigFile.in(args)
        .ifPresent(
            file -> commandLine.setDefaultValueProvider(new PropertiesDefaultProvider(file)));
    boolean helpRequested = commandLine.parseArgs(args).isUsageHelpRequested();
    if (helpRequested) {
      commandLine.usage(commandLine.getOut());
    }
    return !helpRequested;
  }

  /** Returns an environment that holds the job, ready to be executed. */
  StreamExecutionEnvironment build() {
    Configuration configuration = configuration();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.enableCheckpointing(checkpointInterval.toMillis(), delivery.checkpointingMode());
    if (parallelism != null) {
      env.setParallelism(parallelism);
    }
    new JobGraph(kafkaSettings(), jobSettings()).addTo(env, rebalance);
    return env;
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    // A frame waits for nobody: neither for a buffer to fill nor for a copy between operators.
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(100));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    // A job that has run this long is healthy: its next failure is a new one.
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofSeconds(20));
    configuration.set(PipelineOptions.NAME, "widthwise " + topicPrefix);
    flinkConfiguration.forEach(configuration::setString);
    return configuration;
  }

  private KafkaSettings kafkaSettings() {
    Properties properties = new Properties();
    properties.putAll(
        KafkaAccess.of(bootstrapServers, Optional.ofNullable(kafkaConfig)).properties());
    SecretProperties.requireNone(kafkaProperties, "--kafka-property");
    properties.putAll(kafkaProperties);
    return new KafkaSettings(
        bootstrapServers,
        topicPrefix,
        groupId,
        delivery.guarantee(),
        quarantinedPayload,
        properties);
  }

  private JobSettings jobSettings() {
    FrameLimits limits =
        new FrameLimits(
            maxPayloadBytes,
            maxSide,
            maxPixels,
            FrameLimits.DEFAULT.maxAttributes(),
            FrameLimits.DEFAULT.maxAttributeChars());
    List<Slo> rules =
        slos.entrySet().stream().map(slo -> new Slo(slo.getKey(), slo.getValue())).toList();
    return new JobSettings(
        models,
        latencyBudget,
        rules,
        maxSkew,
        policy,
        margin,
        laneCapacity,
        topK,
        profileTime,
        explainedShare,
        limits,
        inline(bundleKeys));
  }

  /** The key itself goes to the tasks, which need not see the file. */
  private static List<String> inline(List<String> keys) {
    List<String> inline = new ArrayList<>();
    for (String key : keys) {
      try {
        inline.add(BundleKey.parse(key).inline());
      } catch (IOException e) {
        throw new IllegalArgumentException("--bundle-key: " + e.getMessage(), e);
      }
    }
    return inline;
  }

  /**
   * The {@code --config} option alone, which must be known before the others get their defaults.
   */
  private static final class ConfigFile {
    @Option(names = "--config")
    private File file;

    static Optional<File> in(String[] args) {
      ConfigFile config = new ConfigFile();
      new CommandLine(config).setUnmatchedArgumentsAllowed(true).parseArgs(args);
      if (config.file != null && !config.file.isFile()) {
        throw new IllegalArgumentException("--config names no file: " + config.file);
      }
      return Optional.ofNullable(config.file);
    }
  }
}
