package io.widthwise.access.acl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** Access rules as calls of Kafka's own {@code kafka-acls}, for those who would rather see them. */
public final class AclScript {
  private AclScript() {}

  /** One line for each resource. */
  public static List<String> lines(
      List<AclBinding> rules, String bootstrapServers, String configFile) {
    Map<ResourcePattern, StringBuilder> byResource = new LinkedHashMap<>();
    for (AclBinding rule : rules) {
      byResource
          .computeIfAbsent(
              rule.pattern(), resource -> begin(resource, rule, bootstrapServers, configFile))
          .append(" --operation ")
          .append(words(rule.entry().operation()));
    }
    return byResource.values().stream().map(StringBuilder::toString).toList();
  }

  private static StringBuilder begin(
      ResourcePattern resource, AclBinding rule, String bootstrapServers, String configFile) {
    StringBuilder line =
        new StringBuilder("kafka-acls --bootstrap-server ").append(quoted(bootstrapServers));
    line.append(" --command-config ").append(quoted(configFile));
    line.append(" --add --allow-principal ").append(quoted(rule.entry().principal()));
    switch (resource.resourceType()) {
      case TOPIC -> line.append(" --topic ").append(quoted(resource.name()));
      case GROUP -> line.append(" --group ").append(quoted(resource.name()));
      case TRANSACTIONAL_ID -> line.append(" --transactional-id ").append(quoted(resource.name()));
      case CLUSTER -> line.append(" --cluster");
      default -> throw new IllegalArgumentException("no rule is about a " + resource);
    }
    if (resource.patternType() == PatternType.PREFIXED) {
      line.append(" --resource-pattern-type prefixed");
    }
    return line;
  }

  /** As {@code kafka-acls} has it: DESCRIBE_CONFIGS is DescribeConfigs. */
  private static String words(Enum<?> operation) {
    StringBuilder words = new StringBuilder();
    for (String word : operation.name().split("_")) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
