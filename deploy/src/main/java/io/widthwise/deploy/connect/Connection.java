package io.widthwise.deploy.connect;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.KafkaConfigFile;
import io.widthwise.access.Role;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which broker and cluster to talk to: those of the running stack, if any. */
public final class Connection {
  private static final int ANSWER_MILLIS = 10_000;

  @Mixin private WorkDirectory workDirectory;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "Kafka broker (default: the one of the stack in the work directory, else"
              + " 127.0.0.1:9092).")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties of every Kafka client: TLS, login and so on (default: the stack's own for"
              + " this command, if it is secured).")
  private Path kafkaConfig;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description =
          "Flink's REST address (default: that of the stack in the work directory, else"
              + " http://127.0.0.1:8081).")
  private URI flink;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "Put before each topic's name (default: the stack's, else 'widthwise.').")
  private String topicPrefix;

  public String bootstrapServers() {
    Optional<String> ofFile =
        Optional.ofNullable(kafkaConfig)
            .flatMap(file -> KafkaConfigFile.of(file).bootstrapServers());
    return either(
        bootstrapServers == null ? ofFile.orElse(null) : bootstrapServers,
        StackState::bootstrapServers,
        "127.0.0.1:9092");
  }

  /**
   * The file of {@code --kafka-config}, or the one that a secured stack has for {@code role}. A
   * broker that was named is not the stack's, so it gets none of the stack's passwords.
   */
  public Optional<Path> kafkaConfig(Role role) {
    if (kafkaConfig != null) {
      return Optional.of(kafkaConfig.toAbsolutePath().normalize());
    }
    return StackState.read(workDirectory.path())
        .filter(stack -> stack.bootstrapServers().equals(bootstrapServers()))
        .flatMap(stack -> stack.kafkaConfig(role));
  }

  /** Tells whether a broker or cluster was named, or a stack runs in the work directory. */
  public boolean isGiven() {
    return bootstrapServers != null
        || kafkaConfig != null
        || flink != null
        || StackState.read(workDirectory.path()).isPresent();
  }

  public Path workDirectory() {
    return workDirectory.path();
  }

  /** How this command's Kafka clients get to the broker. */
  public KafkaAccess kafka(Role role) {
    return KafkaAccess.of(bootstrapServers(), kafkaConfig(role));
  }

  public FlinkRest flink() {
    return new FlinkRest(flinkAddress());
  }

  /** Tells whether a cluster was named, which may have other cores than this machine. */
  public boolean isFlinkGiven() {
    return flink != null;
  }

  public URI flinkAddress() {
    return flink != null
        ? flink
        : URI.create(either(null, StackState::flinkAddress, "http://127.0.0.1:8081"));
  }

  public TopicNames topics() {
    return new TopicNames(either(topicPrefix, StackState::topicPrefix, TopicNames.DEFAULT_PREFIX));
  }

  private String either(String given, Function<StackState, String> ofStack, String otherwise) {
    if (given != null) {
      return given;
    }
    Optional<StackState> stack = StackState.read(workDirectory.path());
    return stack.map(ofStack).filter(value -> !value.isBlank()).orElse(otherwise);
  }

  /**
   * Checks that the broker answers and has the topics; Kafka's own clients would wait without end.
   *
   * @param kafka how the command's own clients get there
   * @throws StackException if not
   */
  public void requireTopics(KafkaAccess kafka, String... names) throws InterruptedException {
    Map<String, Object> settings =
        kafka.client(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS));
    Set<String> found;
    try (Admin admin = Admin.create(settings)) {
      found = admin.listTopics().names().get();
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      if (cause instanceof AuthenticationException) {
        throw new StackException(
            "the broker at %s does not let this client in: %s; check the login in the file of --kafka-config"
                .formatted(bootstrapServers(), cause.getMessage()),
            e);
      }
      throw new StackException(
          "no Kafka broker answers at %s; start one with 'widthwise up' or name yours with --bootstrap-servers, and --kafka-config if it wants TLS or a login"
              .formatted(bootstrapServers()),
          e);
    }
    List<String> missing = Arrays.stream(names).filter(name -> !found.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new StackException(
          "the broker at %s has no topic %s; 'widthwise up' creates the topics, or name yours with --topic-prefix, or this client may not see them"
              .formatted(bootstrapServers(), String.join(" and ", missing)));
    }
  }
}
