package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame that is to be published.
 *
 * @param index position in the trace
 * @param dueMicros when, since the run began; also its capture time
 * @param camera camera id in the trace
 * @param budgetMillis time from capture to deadline
 * @param priority frames of higher priority are given up last
 */
record Due(int index, long dueMicros, String camera, int budgetMillis, int priority) {

  /** Returns the frames of a scenario, so that pipeline and simulator meet the same ones. */
  static List<Due> of(Scenario scenario) {
    List<Due> dues = new ArrayList<>();
    for (QueuedFrame<SimulatedFrame> frame : scenario.frames()) {
      long dueMicros = frame.payload().arrivalMicros();
      long budgetMicros = frame.deadlineMicros() - dueMicros;
      dues.add(
          new Due(
              frame.payload().index(),
              dueMicros,
              frame.cameraId(),
              Math.max(1, Math.toIntExact(Math.round(budgetMicros / 1e3))),
              frame.priority()));
    }
    return List.copyOf(dues);
  }

  /** Returns frames at a steady rate, to warm up with. */
  static List<Due> steady(double framesPerSecond, double seconds, int budgetMillis) {
    List<Due> dues = new ArrayList<>();
    int frames = (int) Math.round(framesPerSecond * seconds);
    for (int i = 0; i < frames; i++) {
      dues.add(new Due(i, Math.round(i * 1e6 / framesPerSecond), "camera-0", budgetMillis, 0));
    }
    return List.copyOf(dues);
  }

  long deadlineMicros() {
    return dueMicros + budgetMillis * 1_000L;
  }
}
