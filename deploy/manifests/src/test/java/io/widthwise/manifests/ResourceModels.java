package io.widthwise.manifests;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;

/**
 * The classes by which Kubernetes clients, Strimzi and Flink's operator read their resources, but
 * strict: those classes keep or ignore what they do not know, here it is an error.
 */
final class ResourceModels {
  /**
   * The newest of the operator's classes that is published as a library knows Flink up to this; its
   * later versions differ in nothing else that the manifests use.
   */
  private static final String NEWEST_FLINK_OF_THE_LIBRARY = "v1_20";

  private static final Map<String, Class<?>> BY_KIND =
      Map.ofEntries(
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
          Map.entry("flink.apache.org/v1beta1/FlinkDeployment", FlinkDeployment.class));

  private static final String STRIMZI = "kafka.strimzi.io/v1/";

  private static final Map<String, String> STRIMZIS =
      Map.of(
          "Kafka", "io.strimzi.api.kafka.model.kafka.Kafka",
          "KafkaNodePool", "io.strimzi.api.kafka.model.nodepool.KafkaNodePool",
          "KafkaTopic", "io.strimzi.api.kafka.model.topic.KafkaTopic",
          "KafkaUser", "io.strimzi.api.kafka.model.user.KafkaUser");

  private static final ObjectMapper STRICT =
      new ObjectMapper().setAnnotationIntrospector(new NothingIsIgnored());

  private ResourceModels() {}

  /**
   * Reads a resource.
   *
   * @throws IllegalArgumentException if it is of an unknown kind, or a field is unknown or of the
   *     wrong type
   */
  static void requireReadable(JsonNode resource) {
    String kind = resource.path("apiVersion").asText() + "/" + resource.path("kind").asText();
    if (kind.startsWith(STRIMZI)) {
      String model = STRIMZIS.get(kind.substring(STRIMZI.length()));
      if (model == null) {
        throw new IllegalArgumentException("no model for " + kind);
      }
      new StrimziClasses(ResourceModels::readAs).require(resource, model);
      return;
    }
    Class<?> model = BY_KIND.get(kind);
    if (model == null) {
      throw new IllegalArgumentException("no model for " + kind);
    }
    JsonNode readable = resource;
    if (model == FlinkDeployment.class) {
      readable = resource.deepCopy();
      ((ObjectNode) readable.path("spec")).put("flinkVersion", NEWEST_FLINK_OF_THE_LIBRARY);
    }
    requireNonNull(STRICT.convertValue(readable, model));
  }

  private static void readAs(JsonNode value, String className) {
    try {
      requireNonNull(STRICT.convertValue(value, Class.forName(className)));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class NothingIsIgnored extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return JsonIgnoreProperties.Value.empty();
    }
  }
}
