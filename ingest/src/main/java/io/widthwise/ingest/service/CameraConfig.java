package io.widthwise.ingest.service;

import io.widthwise.ingest.source.SourceSpec;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One camera of the configuration. Its text form holds no login.
 *
 * @param id camera id; for a recording of several topics, what stands before theirs
 * @param source where frames come from
 * @param budgetMillis time from capture to deadline, milliseconds; empty leaves it to the job
 * @param rate most frames per second; for recordings the pace of each camera
 * @param priority of every frame
 * @param attributes travel to the results; they win over the source's own
 * @param loop whether a recording begins again at its end
 * @param maxBytes largest picture that may be posted, bytes
 * @param reconnect how it is tried again when it is lost
 */
public record CameraConfig(
    String id,
    SourceSpec source,
    OptionalInt budgetMillis,
    OptionalDouble rate,
    int priority,
    Map<String, String> attributes,
    boolean loop,
    int maxBytes,
    Reconnect reconnect) {
  public CameraConfig {
    attributes = Map.copyOf(attributes);
  }

  /** Whether robots send its frames by HTTP. */
  public boolean posted() {
    return source.kind() == SourceSpec.Kind.POST;
  }
}
