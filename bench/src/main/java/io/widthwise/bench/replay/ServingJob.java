package io.widthwise.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;

/**
 * The running classification job.
 *
 * @param id Flink's id of it
 * @param lanes its inference threads
 */
public record ServingJob(String id, int lanes) {
  private static final String RUNNING = "RUNNING";
  private static final String CLASSIFY = "classify";

  /**
   * Finds the job that serves the topics.
   *
   * @throws StackException if none runs
   */
  public static ServingJob find(FlinkRest flink, String topicPrefix) {
    FlinkJob job =
        flink.jobs().stream()
            .filter(each -> each.state().equals(RUNNING))
            .filter(each -> each.name().equals("widthwise " + topicPrefix))
            .findFirst()
            .orElseThrow(
                () ->
                    new StackException(
                        "no job serves topics of prefix '%s'; start one with 'submit'"
                            .formatted(topicPrefix)));
    return new ServingJob(job.id(), lanes(flink.get("/jobs/" + job.id())));
  }

  static int lanes(JsonNode job) {
    for (JsonNode vertex : job.path("vertices")) {
      if (vertex.path("name").asText().contains(CLASSIFY)) {
        return vertex.path("parallelism").asInt();
      }
    }
    throw new StackException(
        "job %s has no operator '%s'; name the number of its lanes with --lanes"
            .formatted(job.path("jid").asText(), CLASSIFY));
  }
}
