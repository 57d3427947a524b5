package io.widthwise.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.stack.FlinkRest;
import java.util.OptionalLong;

/**
 * Garbage collection of the TaskManagers, in which the lanes stand still.
 *
 * @param collections number
 * @param millis their time together
 */
public record GarbageCollection(long collections, long millis) {

  GarbageCollection since(GarbageCollection before) {
    return new GarbageCollection(
        Math.max(0, collections - before.collections), Math.max(0, millis - before.millis));
  }

  /** Asks Flink, which asks its TaskManagers at most every ten seconds and answers from memory. */
  static final class Meter {
    private static final String COUNT = "Status.JVM.GarbageCollector.All.Count";
    private static final String TIME = "Status.JVM.GarbageCollector.All.Time";
    private static final long REFRESH_MILLIS = 10_500;
    private static final long ANSWER_MILLIS = 1_500;

    private final FlinkRest flink;
    private OptionalLong askedNanos = OptionalLong.empty();

    Meter(FlinkRest flink) {
      this.flink = flink;
    }

    /** Reads the counters as they are now; may take the ten seconds since it was last called. */
    GarbageCollection read() throws InterruptedException {
      if (askedNanos.isPresent()) {
        long agoMillis = (System.nanoTime() - askedNanos.getAsLong()) / 1_000_000;
        Thread.sleep(Math.max(0, REFRESH_MILLIS - agoMillis));
      }
      ask();
      askedNanos = OptionalLong.of(System.nanoTime());
      Thread.sleep(ANSWER_MILLIS);
      return ask();
    }

    private GarbageCollection ask() {
      long collections = 0;
      long millis = 0;
      for (JsonNode manager : flink.get("/taskmanagers").path("taskmanagers")) {
        JsonNode metrics =
            flink.get(
                "/taskmanagers/%s/metrics?get=%s,%s"
                    .formatted(manager.path("id").asText(), COUNT, TIME));
        collections += value(metrics, COUNT);
        millis += value(metrics, TIME);
      }
      return new GarbageCollection(collections, millis);
    }

    private static long value(JsonNode metrics, String name) {
      for (JsonNode metric : metrics) {
        if (metric.path("id").asText().equals(name)) {
          return metric.path("value").asLong();
        }
      }
      return 0;
    }
  }
}
