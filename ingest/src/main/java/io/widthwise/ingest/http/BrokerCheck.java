package io.widthwise.ingest.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;

/** Asks the broker every few seconds whether it still has the topic. */
public final class BrokerCheck implements AutoCloseable {
  private static final int PERIOD_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 4_000;

  private final Admin admin;
  private final List<String> topics;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "check-broker");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean reachable;

  /**
   * Begins to ask.
   *
   * @param client properties of a Kafka client
   * @param topics topics that must be there; none asks only for an answer
   */
  public BrokerCheck(Map<String, Object> client, List<String> topics) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 2);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    this.admin = Admin.create(settings);
    this.topics = List.copyOf(topics);
    clock.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask() {
    try {
      if (topics.isEmpty()) {
        admin.describeCluster().nodes().get();
      } else {
        admin
            .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS))
            .allTopicNames()
            .get();
      }
      reachable = true;
    } catch (ExecutionException | KafkaException e) {
      reachable = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it answered when last asked. */
  public boolean reachable() {
    return reachable;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    admin.close(Duration.ofSeconds(1));
  }
}
