package io.widthwise.deploy.doctor;

import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Broker and cluster, as seen from this machine. */
final class ServiceChecks {
  private static final int ANSWER_MILLIS = 5_000;

  /** More than the time that a record takes to come back to its clock. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  private final Connection connection;

  ServiceChecks(Connection connection) {
    this.connection = connection;
  }

  /** Broker, topics and clock; the latter two only where a broker answers. */
  List<Finding> kafka() {
    String address = connection.bootstrapServers();
    Map<String, Object> settings =
        connection
            .kafka(Role.OPERATOR)
            .client(
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    ANSWER_MILLIS / 2,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    ANSWER_MILLIS));
    List<Finding> findings = new ArrayList<>();
    try (Admin admin = Admin.create(settings)) {
      int nodes = get(admin.describeCluster().nodes()).size();
      findings.add(Finding.ok("broker", "%s answers, %d nodes".formatted(address, nodes)));
      Set<String> topics = get(admin.listTopics().names());
      findings.add(topics(topics));
      findings.add(clock(admin, topics));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      String why =
          e instanceof ExecutionException ? e.getCause().getMessage() : "it does not answer";
      findings.add(
          connection.isGiven()
              ? Finding.failed(
                  "broker",
                  "%s: %s".formatted(address, why),
                  "check the address, and --kafka-config if the broker wants TLS or a login")
              : Finding.skipped("broker", "none at " + address + "; 'widthwise up' starts one"));
      findings.add(Finding.skipped("topics", "no broker"));
      findings.add(Finding.skipped("clock", "no broker to compare with"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking the broker", e);
    }
    return findings;
  }

  private Finding topics(Set<String> found) {
    TopicNames names = connection.topics();
    List<String> missing =
        List.of(
                names.framesRaw(),
                names.frames(),
                names.results(),
                names.quarantine(),
                names.models(),
                names.modelsStatus())
            .stream()
            .filter(name -> !found.contains(name))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("topics", "all of %s*".formatted(names.prefix()))
        : Finding.failed(
            "topics",
            String.join(", ", missing) + " missing, or not to be seen with this login",
            "create them with 'widthwise topics', or name yours with --topic-prefix");
  }

  /** Deadlines compare clocks of several machines; the broker's last stamp cannot lie ahead. */
  private Finding clock(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    String raw = connection.topics().framesRaw();
    Optional<Instant> newest = topics.contains(raw) ? newest(admin, raw) : Optional.empty();
    Instant now = Instant.now();
    if (newest.isEmpty()) {
      return Finding.skipped("clock", "no frame yet whose time of arrival could be compared");
    }
    Duration ahead = Duration.between(now, newest.get());
    return ahead.compareTo(CLOCK_SKEW) <= 0
        ? Finding.ok("clock", "not behind the broker's")
        : Finding.failed(
            "clock",
            "the broker's is ahead by %.1f s".formatted(ahead.toMillis() / 1e3),
            "keep the clocks of all machines with NTP (chrony or systemd-timesyncd)");
  }

  private static Optional<Instant> newest(Admin admin, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    TopicDescription description =
        get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    Map<TopicPartition, OffsetSpec> wanted = new java.util.HashMap<>();
    for (TopicPartitionInfo partition : description.partitions()) {
      wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.maxTimestamp());
    }
    return get(admin.listOffsets(wanted).all()).values().stream()
        .filter(offset -> offset.offset() >= 0)
        .map(offset -> Instant.ofEpochMilli(offset.timestamp()))
        .max(Instant::compareTo);
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
  }

  Finding cluster() {
    String address = connection.flinkAddress().toString();
    try {
      List<String> running =
          connection.flink().jobs().stream()
              .filter(job -> !job.ended())
              .map(FlinkJob::name)
              .toList();
      if (!connection.flink().hasTaskManagers(1)) {
        return Finding.failed(
            "cluster", address + " has no TaskManager with slots", "start a TaskManager");
      }
      return running.isEmpty()
          ? Finding.warning("cluster", address + " runs no job", "'widthwise submit'")
          : Finding.ok("cluster", address + " runs " + String.join(", ", running));
    } catch (StackException e) {
      return connection.isGiven()
          ? Finding.failed("cluster", e.getMessage(), "check --flink, or start the cluster")
          : Finding.skipped("cluster", "none at " + address + "; 'widthwise up' starts one");
    }
  }
}
