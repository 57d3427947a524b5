package io.widthwise.bench.bound;

import java.util.Arrays;
import java.util.List;

/** A small offline instance. */
record Instance(OfflineFrames frames, List<OfflineRung> rungs, List<UnevenLane> lanes) {
  Bound bound() {
    return ClairvoyantBound.of(frames, rungs, UnevenLane.together(lanes));
  }

  @Override
  public String toString() {
    return "arrivals %s deadlines %s factors %s %s %s"
        .formatted(
            Arrays.toString(frames.arrivalMicros()),
            Arrays.toString(frames.deadlineMicros()),
            Arrays.toString(frames.serviceFactor()),
            rungs,
            lanes);
  }

  Instance withDeadlines(double[] deadlineMicros) {
    return new Instance(
        new OfflineFrames(frames.arrivalMicros(), deadlineMicros, frames.serviceFactor()),
        rungs,
        lanes);
  }

  Instance withLanes(List<UnevenLane> others) {
    return new Instance(frames, rungs, others);
  }
}
