package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import java.util.List;

/**
 * What the host did to frames of a run before the one that is looked at: how long each was on its
 * way to a lane, and how long its service took. It tells the simulator what the pipeline's own work
 * costs the lanes that share its processors, without a look at the run that is predicted. A frame
 * of a longer run meets what frame {@code index mod frames} of the rehearsal met, so that frames of
 * one burst share what one burst cost.
 *
 * @param hopMicros from due to dequeued, by frame; the median where nothing is known
 * @param services what services took
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands of numbers; never compared.
record Rehearsal(long[] hopMicros, ServicePace services) {

  /**
   * Notes a run.
   *
   * @param replayed its frames, at least one, in the order of the trace
   * @param ladder as measured before it
   */
  static Rehearsal of(List<Replayed> replayed, LadderProfile ladder) {
    long usual = usualHopMicros(replayed);
    long[] hops = replayed.stream().mapToLong(frame -> frame.hopMicros().orElse(usual)).toArray();
    return new Rehearsal(hops, ServicePace.of(replayed, ladder));
  }

  /** Median time from due to dequeued, microseconds; 0 if no frame was dequeued. */
  static long usualHopMicros(List<Replayed> replayed) {
    long[] known =
        replayed.stream().flatMapToLong(frame -> frame.hopMicros().stream()).sorted().toArray();
    return known.length == 0 ? 0 : known[known.length / 2];
  }

  int frames() {
    return hopMicros.length;
  }

  double pace() {
    return services.pace();
  }

  /** Time from due to dequeued of the frame at {@code index} of any run, microseconds. */
  long hopMicrosOf(int index) {
    return hopMicros[index % frames()];
  }

  /** Service time of the frame at {@code index} of any run over pace times the ladder's. */
  double factorOf(int index) {
    return services.factor(index % frames());
  }
}
