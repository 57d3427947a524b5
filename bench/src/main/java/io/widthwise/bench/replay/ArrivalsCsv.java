package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrival times from a CSV file: a header with {@value #COLUMN} for its first column, then a frame
 * a line. Other columns are passed over, so all frames are of one camera.
 */
record ArrivalsCsv(Path file) implements TraceSource {
  private static final String COLUMN = "arrival_ms";
  private static final String CAMERA = "camera-0";
  private static final int USUAL_PRIORITY = 0;

  @Override
  public Trace read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--trace %s is no file; name a CSV file with a column %s".formatted(file, COLUMN));
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !firstCell(lines.get(0)).equals(COLUMN)) {
      throw new IllegalArgumentException(
          "%s, line 1: the first column must be %s, milliseconds since any moment"
              .formatted(file, COLUMN));
    }
    List<Arrival> arrivals = new ArrayList<>(lines.size());
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        arrivals.add(new Arrival(millis(lines.get(i), i + 1), CAMERA, 0, USUAL_PRIORITY));
      }
    }
    return new Trace(file.getFileName().toString(), arrivals);
  }

  private double millis(String line, int number) {
    try {
      return Double.parseDouble(firstCell(line));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s must be a number of milliseconds but is '%s'"
              .formatted(file, number, COLUMN, firstCell(line)),
          e);
    }
  }

  private static String firstCell(String line) {
    int comma = line.indexOf(',');
    return (comma < 0 ? line : line.substring(0, comma)).strip();
  }
}
