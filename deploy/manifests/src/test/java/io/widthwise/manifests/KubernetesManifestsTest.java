package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.access.KafkaConfigFile;
import io.widthwise.access.acl.AclPlan;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests say is what their readers understand and what the programs accept. */
class KubernetesManifestsTest {
  private static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);

  static List<JsonNode> base() {
    return Manifests.base();
  }

  @ParameterizedTest
  @MethodSource("base")
  void everyFieldIsKnownToItsReader(JsonNode resource) {
    assertThatCode(() -> ResourceModels.requireReadable(resource)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kafka", "KafkaUser", "FlinkDeployment", "Deployment"})
  void aMisspeltFieldWouldBeNoticed(String kind) {
    JsonNode damaged = Manifests.base(kind).get(0).deepCopy();
    ((ObjectNode) damaged.path("spec")).put("replicsa", 1);

    assertThatThrownBy(() -> ResourceModels.requireReadable(damaged))
        .hasMessageContaining("replicsa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "gpu"})
  void overlaysRenderToWhatTheirReadersKnow(String overlay) throws Exception {
    assumeTrue(Manifests.kubectlIsThere(), "kubectl is not installed");
    List<JsonNode> rendered = Manifests.rendered(overlay);

    assertThat(rendered).hasSameSizeAs(Manifests.base());
    for (JsonNode resource : rendered) {
      assertThatCode(() -> ResourceModels.requireReadable(resource)).doesNotThrowAnyException();
      if (!resource.path("kind").asText().equals("Namespace")) {
        assertThat(resource.at("/metadata/namespace").asText()).isEqualTo("widthwise");
      }
    }
  }

  @Test
  void usersMayDoWhatTheAclsCommandGrants() {
    AclPlan plan = new AclPlan(TOPICS);
    Map<String, List<AclBinding>> expected =
        new TreeMap<>(
            Map.of(
                "publisher", plan.publisher("User:publisher"),
                "admission", plan.admission("User:admission"),
                "job", plan.job("User:job", "widthwise.classify"),
                "consumer", plan.consumer("User:consumer", "consumer"),
                "operator", plan.operator("User:operator")));
    List<JsonNode> users = Manifests.base("KafkaUser");

    assertThat(users)
        .extracting(KubernetesManifestsTest::name)
        .hasSameElementsAs(expected.keySet());
    for (JsonNode user : users) {
      assertThat(rules(user))
          .as(name(user))
          .containsExactlyInAnyOrderElementsOf(expected.get(name(user)));
    }
  }

  private static List<AclBinding> rules(JsonNode user) {
    List<AclBinding> rules = new ArrayList<>();
    for (JsonNode acl : user.at("/spec/authorization/acls")) {
      ResourcePattern resource = pattern(acl.path("resource"));
      for (String operation : Manifests.strings(acl.path("operations"))) {
        rules.add(
            new AclBinding(
                resource,
                new AccessControlEntry(
                    "User:" + name(user),
                    acl.path("host").asText("*"),
                    AclOperation.fromString(upperUnderscore(operation)),
                    AclPermissionType.ALLOW)));
      }
    }
    return rules;
  }

  private static ResourcePattern pattern(JsonNode resource) {
    ResourceType type = ResourceType.fromString(upperUnderscore(resource.path("type").asText()));
    return new ResourcePattern(
        type,
        type == ResourceType.CLUSTER ? Resource.CLUSTER_NAME : resource.path("name").asText(),
        resource.path("patternType").asText("literal").equals("prefix")
            ? PatternType.PREFIXED
            : PatternType.LITERAL);
  }

  /** DescribeConfigs and transactionalId as Kafka's enums have them. */
  private static String upperUnderscore(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  @Test
  void topicsAreLaidOutAsTheLocalStackHasThem() {
    Map<String, NewTopic> expected =
        Topics.layout(TOPICS, new TopicSettings(12, Duration.ofHours(1)));
    List<JsonNode> topics = Manifests.base("KafkaTopic");

    assertThat(topics)
        .extracting(KubernetesManifestsTest::name)
        .hasSameElementsAs(expected.keySet());
    for (JsonNode topic : topics) {
      NewTopic like = expected.get(name(topic));
      Map<String, String> config = new TreeMap<>();
      topic
          .at("/spec/config")
          .properties()
          .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
      assertThat(config).as(name(topic)).containsExactlyInAnyOrderEntriesOf(like.configs());
      assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(like.numPartitions());
    }
  }

  @Test
  void resourcesOfStrimziBelongToTheCluster() {
    String cluster = name(Manifests.base("Kafka").get(0));
    for (String kind : List.of("KafkaNodePool", "KafkaTopic", "KafkaUser")) {
      assertThat(Manifests.base(kind))
          .allSatisfy(
              each ->
                  assertThat(
                          each.path("metadata").path("labels").path("strimzi.io/cluster").asText())
                      .isEqualTo(cluster));
    }
  }

  @Test
  void theClientsFileResolvesWithTheSecretsThatStrimziWrites(@TempDir Path mounts)
      throws Exception {
    String text =
        Manifests.base("ConfigMap").stream()
            .filter(map -> name(map).equals("kafka-client"))
            .findFirst()
            .orElseThrow()
            .at("/data/kafka.properties")
            .asText();
    Files.createDirectories(mounts.resolve("ca"));
    Files.createDirectories(mounts.resolve("user"));
    Files.writeString(mounts.resolve("ca/ca.crt"), "a certificate");
    Files.writeString(mounts.resolve("user/sasl.jaas.config"), "a login");
    Path file = mounts.resolve("kafka.properties");
    Files.writeString(file, text.replace("/etc/widthwise", mounts.toString()));

    assertThat(KafkaConfigFile.of(file).references())
        .containsKeys("security.protocol", "sasl.jaas.config", "ssl.truststore.location");
  }

  @Test
  void toolsAreStartedAsTheCommandLineTakesIt() {
    for (JsonNode deployment : Manifests.base("Deployment")) {
      for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
        assertThat(container.path("image").asText()).isEqualTo("widthwise/tools");
        CommandLines.requireAccepted(Manifests.strings(container.path("args")));
      }
    }
  }

  @Test
  void pathsThatArgumentsNameAreMounted() {
    for (JsonNode deployment : Manifests.base("Deployment")) {
      JsonNode container = deployment.at("/spec/template/spec/containers/0");
      List<String> mounts = new ArrayList<>();
      container.path("volumeMounts").forEach(mount -> mounts.add(mount.path("mountPath").asText()));
      assertThat(Manifests.strings(container.path("args")))
          .filteredOn(argument -> argument.startsWith("/") && !argument.startsWith("/opt/"))
          .allSatisfy(path -> assertThat(mounts).anyMatch(mount -> path.startsWith(mount + "/")));
    }
  }

  private static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }
}
