package io.widthwise.bench.simulate;

import java.time.Duration;
import java.util.function.Function;

/**
 * Where the frames of a run come from: a file or a generator.
 *
 * @param name for people and result tables
 * @param byDeadline makes the trace of a run; only budgets may depend on the run's deadline
 */
public record TraceSource(String name, Function<Duration, Trace> byDeadline) {

  /** A source that is the same whatever the deadline. */
  public static TraceSource of(Trace trace) {
    return new TraceSource(trace.name(), deadline -> trace);
  }

  /** Returns the trace of a run whose frames usually have {@code deadline} of budget. */
  public Trace at(Duration deadline) {
    return byDeadline.apply(deadline);
  }
}
