package io.widthwise.bench.soak;

import io.widthwise.bench.traffic.Fault;
import io.widthwise.bench.traffic.Sender;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sends what in a soak: cameras that stay, cameras that come for a while, and every two minutes
 * a burst of cameras that nobody has seen before.
 *
 * @param seconds length of the soak
 * @param framesPerSecond mean rate without bursts
 */
record SoakPlan(double seconds, double framesPerSecond) {
  private static final double[] STAYING_SHARES = {0.3, 0.2, 0.12, 0.08, 0.05, 0.05};
  private static final double PASSING_SHARE = 0.1;
  private static final double PASSING_EVERY_SECONDS = 30;
  private static final double PASSING_STAYS_SECONDS = 60;
  private static final double BURST_EVERY_SECONDS = 120;
  private static final double BURST_SECONDS = 2;
  private static final int BURST_CAMERAS = 4;

  /** What a burst adds, in mean rates. */
  private static final double BURST_FACTOR = 3;

  private static final int CUT_EVERY = 211;
  private static final int NO_FRAME_EVERY = 307;

  List<Sender> senders() {
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < STAYING_SHARES.length; i++) {
      senders.add(new Sender("staying-" + i, STAYING_SHARES[i] * framesPerSecond, 0, seconds));
    }
    for (int i = 0; i * PASSING_EVERY_SECONDS < seconds; i++) {
      double from = i * PASSING_EVERY_SECONDS;
      double to = Math.min(seconds, from + PASSING_STAYS_SECONDS);
      senders.add(new Sender("passing-" + i, PASSING_SHARE * framesPerSecond, from, to));
    }
    for (double from = BURST_EVERY_SECONDS / 2; from < seconds; from += BURST_EVERY_SECONDS) {
      double to = Math.min(seconds, from + BURST_SECONDS);
      for (int camera = 0; camera < BURST_CAMERAS; camera++) {
        senders.add(
            new Sender(
                "burst-%.0f-%d".formatted(from, camera),
                BURST_FACTOR * framesPerSecond / BURST_CAMERAS,
                from,
                to));
      }
    }
    return senders;
  }

  /** What is wrong with a frame of the run. */
  static Fault fault(int index) {
    if (index % CUT_EVERY == CUT_EVERY - 1) {
      return Fault.CUT_PICTURE;
    }
    return index % NO_FRAME_EVERY == NO_FRAME_EVERY - 1 ? Fault.NO_FRAME : Fault.NONE;
  }
}
