package io.widthwise.stack;

import io.widthwise.schemas.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the pipeline's topics. */
public final class Topics {
  private static final long LIMIT_SECONDS = 60;

  /** Whatever fits frames.raw must fit here with the note on what is wrong with it. */
  private static final int QUARANTINE_MESSAGE_BYTES = 5 * 1024 * 1024;

  private Topics() {}

  /**
   * Creates the topics that do not exist yet, with one replica, and waits until they can be used.
   *
   * @return a sentence for each existing topic whose partition count or retention differs from the
   *     settings; such a topic is left as it is
   * @throws StackException if the broker does not answer or refuses
   */
  public static List<String> create(Admin admin, TopicNames names, TopicSettings settings) {
    Map<String, NewTopic> wanted = layout(names, settings);
    try {
      createMissing(admin, wanted);
      return differences(admin, wanted);
    } catch (ExecutionException e) {
      throw new StackException(
          "could not create the topics %s: %s"
              .formatted(wanted.keySet(), e.getCause().getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new StackException(
          "the broker did not create the topics %s within %d s; is it healthy?"
              .formatted(wanted.keySet(), LIMIT_SECONDS),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while creating topics", e);
    }
  }

  /** The topics that {@link #create} makes where they are missing, by name. */
  public static Map<String, NewTopic> layout(TopicNames names, TopicSettings settings) {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    List<String> pictures = new ArrayList<>(List.of(names.framesRaw(), names.frames()));
    settings.ownTopics().forEach(camera -> pictures.add(names.framesRawOf(camera)));
    for (String name : pictures) {
      wanted.put(
          name, topic(name, settings, settings.frameRetention(), BrokerProperties.MESSAGE_BYTES));
    }
    wanted.put(
        names.results(),
        topic(names.results(), settings, settings.retention(), BrokerProperties.MESSAGE_BYTES));
    wanted.put(
        names.quarantine(),
        topic(
            names.quarantine(),
            settings,
            settings.quarantineRetention(),
            QUARANTINE_MESSAGE_BYTES));
    for (String name : List.of(names.models(), names.modelsStatus())) {
      wanted.put(
          name,
          new NewTopic(name, 1, (short) 1)
              .configs(
                  Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    }
    return wanted;
  }

  private static NewTopic topic(
      String name, TopicSettings settings, Duration retention, int maxMessageBytes) {
    String retentionMillis = Long.toString(retention.toMillis());
    return new NewTopic(name, settings.partitions(), (short) 1)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                retentionMillis,
                // The broker deletes whole segments only, and would begin a new one once a week.
                TopicConfig.SEGMENT_MS_CONFIG,
                retentionMillis,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes),
                // Deadlines fall back to the broker's clock, so records must carry it.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime"));
  }

  private static void createMissing(Admin admin, Map<String, NewTopic> wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (var created : admin.createTopics(wanted.values()).values().values()) {
      try {
        created.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static List<String> differences(Admin admin, Map<String, NewTopic> wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> differences = new ArrayList<>();
    Map<String, TopicDescription> found = describe(admin, wanted.keySet());
    wanted.forEach(
        (name, topic) -> {
          int partitions = found.get(name).partitions().size();
          if (partitions != topic.numPartitions()) {
            differences.add(
                "the topic %s has %d partitions, not %d; it is used as it is"
                    .formatted(name, partitions, topic.numPartitions()));
          }
        });
    differences.addAll(retentionDifferences(admin, wanted));
    return differences;
  }

  /** Whoever asks for a shorter retention must hear that pictures are kept longer all the same. */
  private static List<String> retentionDifferences(Admin admin, Map<String, NewTopic> wanted)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<ConfigResource> resources =
        wanted.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<ConfigResource, Config> found =
        admin.describeConfigs(resources).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    List<String> differences = new ArrayList<>();
    for (ConfigResource resource : resources) {
      String asked = wanted.get(resource.name()).configs().get(TopicConfig.RETENTION_MS_CONFIG);
      String has = found.get(resource).get(TopicConfig.RETENTION_MS_CONFIG).value();
      if (asked != null && !asked.equals(has)) {
        differences.add(
            "the topic %s keeps what it holds for %s ms, not %s; it is used as it is"
                .formatted(resource.name(), has, asked));
      }
    }
    return differences;
  }

  /** The broker learns of topics a moment after its controller has made them. */
  private static Map<String, TopicDescription> describe(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Instant limit = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (true) {
      try {
        return admin.describeTopics(topics).allTopicNames().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || Instant.now().isAfter(limit)) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
