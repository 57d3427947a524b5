package io.widthwise.access.acl;

import io.widthwise.schemas.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that each role needs on the broker. What is not granted here is refused by a broker
 * with an authoriser.
 */
public final class AclPlan {
  private final TopicNames topics;

  public AclPlan(TopicNames topics) {
    this.topics = topics;
  }

  /** Writes its own topic; reads nothing. */
  public List<AclBinding> camera(String principal, String cameraId) {
    return grant(principal, topic(topics.framesRawOf(cameraId)), AclOperation.WRITE);
  }

  /** Writes the topic that cameras share; reads nothing. */
  public List<AclBinding> publisher(String principal) {
    return grant(principal, topic(topics.framesRaw()), AclOperation.WRITE);
  }

  /**
   * Reads raw frames of every camera, writes what it admits or refuses, and keeps the topics that
   * Kafka Streams makes for it.
   */
  public List<AclBinding> admission(String principal) {
    String application = topics.prefix() + "admission";
    return all(
        grant(principal, topic(topics.framesRaw()), AclOperation.READ),
        grant(principal, topicsFrom(topics.framesRaw() + "."), AclOperation.READ),
        grant(principal, topic(topics.frames()), AclOperation.WRITE),
        grant(principal, topic(topics.quarantine()), AclOperation.WRITE),
        grant(principal, group(application), AclOperation.READ),
        grant(
            principal,
            topicsFrom(application + "-"),
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DESCRIBE_CONFIGS),
        transactions(principal, application + "-"));
  }

  /**
   * Reads frames and model releases, writes results, quarantine and what became of releases.
   *
   * @param groupId the job's {@code --group-id}, which also names its transactions
   */
  public List<AclBinding> job(String principal, String groupId) {
    return all(
        grant(principal, topic(topics.frames()), AclOperation.READ),
        grant(principal, topic(topics.models()), AclOperation.READ),
        grant(principal, topic(topics.results()), AclOperation.WRITE),
        grant(principal, topic(topics.quarantine()), AclOperation.WRITE),
        grant(principal, topic(topics.modelsStatus()), AclOperation.WRITE),
        grant(principal, group(groupId), AclOperation.READ),
        grant(principal, group(groupId + "-models"), AclOperation.READ),
        transactions(principal, groupId + "-"));
  }

  /**
   * Reads results.
   *
   * @param groupPrefix what the names of its consumer groups begin with
   */
  public List<AclBinding> consumer(String principal, String groupPrefix) {
    return all(
        grant(principal, topic(topics.results()), AclOperation.READ),
        grant(
            principal,
            new ResourcePattern(ResourceType.GROUP, groupPrefix, PatternType.PREFIXED),
            AclOperation.READ));
  }

  /**
   * Reads results, frames and quarantine, and keeps the topics that Kafka Streams makes for it.
   *
   * @param applicationId the console's {@code --application-id}
   */
  public List<AclBinding> console(String principal, String applicationId) {
    return all(
        grant(principal, topic(topics.results()), AclOperation.READ),
        grant(principal, topic(topics.frames()), AclOperation.READ),
        grant(principal, topic(topics.quarantine()), AclOperation.READ),
        grant(principal, group(applicationId), AclOperation.READ),
        grant(
            principal,
            topicsFrom(applicationId + "-"),
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DESCRIBE_CONFIGS));
  }

  /** Everything with this pipeline's topics and groups, and granting access to others. */
  public List<AclBinding> operator(String principal) {
    return all(
        grant(principal, everything(ResourceType.TOPIC), AclOperation.ALL),
        grant(principal, everything(ResourceType.GROUP), AclOperation.ALL),
        grant(
            principal,
            new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
            AclOperation.DESCRIBE,
            AclOperation.ALTER));
  }

  private ResourcePattern everything(ResourceType type) {
    return topics.prefix().isEmpty()
        ? new ResourcePattern(type, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL)
        : new ResourcePattern(type, topics.prefix(), PatternType.PREFIXED);
  }

  private static List<AclBinding> transactions(String principal, String prefix) {
    return grant(
        principal,
        new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED),
        AclOperation.WRITE,
        AclOperation.DESCRIBE);
  }

  private static ResourcePattern topic(String name) {
    return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
  }

  private static ResourcePattern topicsFrom(String prefix) {
    return new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED);
  }

  private static ResourcePattern group(String name) {
    return new ResourcePattern(ResourceType.GROUP, name, PatternType.LITERAL);
  }

  private static List<AclBinding> grant(
      String principal, ResourcePattern resource, AclOperation... operations) {
    List<AclBinding> granted = new ArrayList<>();
    for (AclOperation operation : operations) {
      granted.add(
          new AclBinding(
              resource,
              new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
    return granted;
  }

  @SafeVarargs
  private static List<AclBinding> all(List<AclBinding>... grants) {
    return Stream.of(grants).flatMap(List::stream).toList();
  }
}
