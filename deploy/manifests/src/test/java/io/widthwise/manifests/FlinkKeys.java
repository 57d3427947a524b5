package io.widthwise.manifests;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Keys that Flink, its autoscaler and the job know. */
final class FlinkKeys {
  private static final List<Class<?>> HOLDERS =
      List.of(
          AutoScalerOptions.class,
          CheckpointingOptions.class,
          CoreOptions.class,
          ExecutionOptions.class,
          HeartbeatManagerOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          TaskManagerOptions.class);

  private static final Pattern OTHERS =
      Pattern.compile(
          "metrics\\.reporter\\.prometheus\\.(factory\\.class|port)|widthwise\\.crash-journal\\.directory");

  private final Set<String> known = new TreeSet<>();

  FlinkKeys() {
    for (Class<?> holder : HOLDERS) {
      for (Field field : holder.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          add(field);
        }
      }
    }
  }

  private void add(Field field) {
    try {
      ConfigOption<?> option = (ConfigOption<?>) field.get(null);
      known.add(option.key());
      for (FallbackKey fallback : option.fallbackKeys()) {
        known.add(fallback.getKey());
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean knows(String key) {
    return known.contains(key) || OTHERS.matcher(key).matches();
  }
}
