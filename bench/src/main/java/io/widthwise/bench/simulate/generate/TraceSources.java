package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.TraceCsv;
import io.widthwise.bench.simulate.TraceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds traces by what users name them: a file or a generator. */
public final class TraceSources {
  private TraceSources() {}

  /**
   * Finds a trace.
   *
   * @param text a CSV file or the name of a generator
   * @param frames frames that a generator draws, most that are taken of a file
   * @param seed of a generator
   * @throws IllegalArgumentException if it is neither
   */
  public static TraceSource find(String text, int frames, long seed) throws IOException {
    if (Generators.isName(text)) {
      return Generators.parse(text, frames, seed);
    }
    if (!Files.exists(Path.of(text))) {
      throw new IllegalArgumentException(
          "trace '%s' is neither a file nor a generator; generators are %s"
              .formatted(text, Generators.POSSIBLE));
    }
    Trace trace = TraceCsv.read(Path.of(text));
    int taken = Math.min(frames, trace.arrivals().size());
    return TraceSource.of(new Trace(trace.name(), trace.arrivals().subList(0, taken)));
  }
}
