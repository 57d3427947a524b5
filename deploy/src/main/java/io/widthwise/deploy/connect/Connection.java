package io.widthwise.deploy.connect;

import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.net.URI;
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
          "Kafka broker (default: the one of the stack in the work directory, else 127.0.0.1:9092).")
  private String bootstrapServers;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description =
          "Flink's REST address (default: that of the stack in the work directory, else http://127.0.0.1:8081).")
  private URI flink;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "Put before each topic's name (default: the stack's, else 'widthwise.').")
  private String topicPrefix;

  public String bootstrapServers() {
    return either(bootstrapServers, StackState::bootstrapServers, "127.0.0.1:9092");
  }

  public FlinkRest flink() {
    return new FlinkRest(flinkAddress());
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
   * @throws StackException if not
   */
  public void requireTopics(String... names) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS / 2,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS);
    Set<String> found;
    try (Admin admin = Admin.create(settings)) {
      found = admin.listTopics().names().get();
    } catch (ExecutionException | KafkaException e) {
      throw new StackException(
          "no Kafka broker answers at %s; start one with 'widthwise up' or name yours with --bootstrap-servers"
              .formatted(bootstrapServers()),
          e);
    }
    List<String> missing = Arrays.stream(names).filter(name -> !found.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new StackException(
          "the broker at %s has no topic %s; 'widthwise up' creates the topics, or name yours with --topic-prefix"
              .formatted(bootstrapServers(), String.join(" and ", missing)));
    }
  }
}
