package io.widthwise.bench.drain;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long one lane took to empty before its checkpoints, as its task measured it.
 *
 * @param checkpoints how often
 * @param p50Millis median
 * @param p99Millis 99 of 100 took no longer
 * @param maxMillis longest
 * @param meanFrames frames that were in it, mean
 */
public record DrainMetrics(
    long checkpoints, double p50Millis, double p99Millis, double maxMillis, double meanFrames) {
  private static final String DRAIN = "lane.drainMicros_";
  private static final String FRAMES = "lane.drainedFrames_mean";

  /** The lanes of the job that runs. */
  static List<DrainMetrics> read(FlinkRest flink) {
    List<DrainMetrics> lanes = new ArrayList<>();
    for (FlinkJob job : flink.jobs()) {
      if (!job.ended()) {
        for (JsonNode vertex : flink.get("/jobs/" + job.id()).path("vertices")) {
          String path = "/jobs/%s/vertices/%s".formatted(job.id(), vertex.path("id").asText());
          for (int subtask = 0; subtask < vertex.path("parallelism").asInt(); subtask++) {
            lane(flink, path + "/subtasks/" + subtask + "/metrics", lanes);
          }
        }
      }
    }
    return lanes;
  }

  private static void lane(FlinkRest flink, String path, List<DrainMetrics> lanes) {
    List<String> names = new ArrayList<>();
    for (JsonNode metric : flink.get(path)) {
      String name = metric.path("id").asText();
      if (name.contains(DRAIN) || name.contains(FRAMES)) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      return;
    }
    Map<String, Double> values = new HashMap<>();
    for (JsonNode metric : flink.get(path + "?get=" + String.join(",", names))) {
      String name = metric.path("id").asText();
      values.put(name.substring(name.indexOf("lane.")), metric.path("value").asDouble());
    }
    lanes.add(
        new DrainMetrics(
            Math.round(values.getOrDefault(DRAIN + "count", 0.0)),
            values.getOrDefault(DRAIN + "p50", values.getOrDefault(DRAIN + "median", 0.0)) / 1e3,
            values.getOrDefault(DRAIN + "p99", 0.0) / 1e3,
            values.getOrDefault(DRAIN + "max", 0.0) / 1e3,
            values.getOrDefault(FRAMES, 0.0)));
  }
}
