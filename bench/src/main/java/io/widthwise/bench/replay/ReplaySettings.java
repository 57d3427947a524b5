package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.inference.schedule.baseline.Policies;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What to replay and how.
 *
 * @param trace when frames are taken
 * @param load mean rate over what all lanes serve at most with the narrowest rung
 * @param deadline budget of frames that have none of their own
 * @param lanes the job's inference threads; its parallelism where empty
 * @param policy the job's, for the simulator to run too
 * @param margin the job's
 * @param warmUp how long frames are published before, at the least
 * @param warmUpLimit how long at most, while compilers are at work
 * @param rehearsal frames of the trace that are replayed once before, most
 * @param pictures different pictures
 * @param seed of pictures and of the simulator's disturbances
 */
record ReplaySettings(
    Trace trace,
    double load,
    Duration deadline,
    OptionalInt lanes,
    String policy,
    Duration margin,
    Duration warmUp,
    Duration warmUpLimit,
    int rehearsal,
    int pictures,
    long seed) {
  ReplaySettings {
    Policies.parse(policy);
    if (!(load > 0) || deadline.toMillis() < 1) {
      throw new IllegalArgumentException(
          "load must be above 0 and the deadline at least 1 ms, but they are %s and %d ms"
              .formatted(load, deadline.toMillis()));
    }
    if (lanes.isPresent() && lanes.getAsInt() < 1) {
      throw new IllegalArgumentException("lanes must be at least 1 but are " + lanes.getAsInt());
    }
  }
}
