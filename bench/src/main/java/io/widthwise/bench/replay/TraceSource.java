package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.Trace;
import java.io.IOException;

/** Where the times of a replay come from. */
@FunctionalInterface
interface TraceSource {
  /**
   * Reads the trace.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no trace
   */
  Trace read() throws IOException;
}
