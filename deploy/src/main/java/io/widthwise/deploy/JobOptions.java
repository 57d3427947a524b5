package io.widthwise.deploy;

import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/**
 * Options of the classification job, passed on to it; shared by {@code submit} and {@code demo}.
 */
public final class JobOptions {
  /** Main class of the job's jar. */
  public static final String MAIN_CLASS = "io.widthwise.job.ClassifyJob";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Ladder bundle to serve, as 'widthwise models train' or 'models import' writes it (default: the family that comes along).")
  private Path models;

  @Option(
      names = "--latency-budget",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = DurationConverter.class,
      description =
          "Budget of frames that neither state one nor match an --slo (default: ${DEFAULT-VALUE}).")
  private Duration latencyBudget;

  @Option(
      names = "--slo",
      paramLabel = "GLOB=TIME",
      description =
          "Budget of the cameras that match a pattern, such as 'gate-*=50ms'; repeatable.")
  private Map<String, String> slos = new LinkedHashMap<>();

  @Option(
      names = "--delivery",
      paramLabel = "at-least-once|exactly-once",
      defaultValue = "at-least-once",
      description =
          "With exactly-once, results wait for the next checkpoint (default: ${DEFAULT-VALUE}).")
  private String delivery;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationConverter.class,
      description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Lanes of inference (default: the cores of this machine; with --flink, the cluster's free"
              + " task slots).")
  private Integer parallelism;

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      description = "Kafka consumer group of the job (default: the topic prefix and 'classify').")
  private String groupId;

  @Option(
      names = "--max-skew",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "A capture clock further off than this is replaced by the broker's (default: ${DEFAULT-VALUE}).")
  private Duration maxSkew;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = Policies.DEFAULT,
      description = {
        "What chooses the variant of a frame: "
            + Policies.POSSIBLE
            + " (default: ${DEFAULT-VALUE}).",
      })
  private String policy;

  @Option(
      names = "--explain",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "Share of the frames whose result says what its decision rested on, 0 to 1; 'results --explain' prints it (default: ${DEFAULT-VALUE}).")
  private double explainedShare;

  @Option(
      names = "--quarantine-payload",
      paramLabel = "keep|drop|hash",
      defaultValue = "keep",
      description =
          "What of a refused record's value goes to quarantine (default: ${DEFAULT-VALUE}).")
  private String quarantinePayload;

  @Option(
      names = "--bundle-key",
      paramLabel = "PUB",
      description =
          "Public key, a PEM file or the key in one line; repeatable. Bundles that none of the keys signed are refused, now and when released (see models keygen).")
  private List<String> bundleKeys = List.of();

  public Path models() {
    return models;
  }

  public String delivery() {
    return delivery;
  }

  /** Lanes of inference that were asked for. */
  public OptionalInt parallelism() {
    return parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism);
  }

  /** Lanes of a cluster that shares this machine's cores. */
  public int lanesOnThisMachine() {
    return parallelism().orElse(Runtime.getRuntime().availableProcessors());
  }

  /**
   * The job's arguments.
   *
   * @param lanes of inference
   */
  public List<String> arguments(
      String bootstrapServers, TopicNames topics, Path bundle, int lanes) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--bootstrap-servers", bootstrapServers);
    add(arguments, "--topic-prefix", topics.prefix());
    add(arguments, "--models", bundle.toAbsolutePath().normalize().toString());
    add(arguments, "--latency-budget", latencyBudget.toMillis() + "ms");
    slos.forEach((glob, budget) -> add(arguments, "--slo", glob + "=" + budget));
    add(arguments, "--delivery", delivery);
    add(arguments, "--checkpoint-interval", checkpointInterval.toMillis() + "ms");
    add(arguments, "--parallelism", Integer.toString(lanes));
    add(arguments, "--group-id", groupId == null ? topics.prefix() + "classify" : groupId);
    add(arguments, "--max-skew", maxSkew.toMillis() + "ms");
    add(arguments, "--policy", policy);
    bundleKeys.forEach(key -> add(arguments, "--bundle-key", inline(key)));
    add(arguments, "--explain", Double.toString(explainedShare));
    add(arguments, "--quarantine-payload", QuarantinedPayload.of(quarantinePayload).text());
    return arguments;
  }

  /**
   * The job's arguments with Kafka's security.
   *
   * @param lanes of inference
   * @param kafkaConfig properties of its Kafka clients, which the cluster must see under this path
   */
  public List<String> arguments(
      String bootstrapServers,
      TopicNames topics,
      Path bundle,
      int lanes,
      Optional<Path> kafkaConfig) {
    List<String> arguments = arguments(bootstrapServers, topics, bundle, lanes);
    kafkaConfig.ifPresent(file -> add(arguments, "--kafka-config", file.toString()));
    return arguments;
  }

  /** The cluster need not see the file that this machine read the key from. */
  private static String inline(String key) {
    try {
      return BundleKey.parse(key).inline();
    } catch (IOException e) {
      throw new IllegalArgumentException("--bundle-key: " + e.getMessage(), e);
    }
  }

  private static void add(List<String> arguments, String option, String value) {
    arguments.add(option);
    arguments.add(value);
  }
}
