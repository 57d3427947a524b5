package io.widthwise.bench.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads a trace: a CSV with a header that names {@value #ARRIVAL}, and in any order perhaps {@value
 * #CAMERA}, {@value #BUDGET} and {@value #PRIORITY}. Times are in milliseconds from any moment on,
 * 0 or more; rows may come in any order. An empty budget is the run's own deadline, an empty
 * priority 0. Frames of no named camera are dealt to {@value Cameras#DEALT_TO} cameras in turns.
 */
public final class TraceCsv {
  private static final String ARRIVAL = "arrival_ms";
  private static final String CAMERA = "camera";
  private static final String BUDGET = "budget_ms";
  private static final String PRIORITY = "priority";
  private static final List<String> COLUMNS = List.of(ARRIVAL, CAMERA, BUDGET, PRIORITY);

  private final Path file;
  private final List<Row> rows = new ArrayList<>();

  private record Row(double arrivalMillis, String camera, double budgetMillis, int priority) {}

  private TraceCsv(Path file) {
    this.file = file;
  }

  /**
   * Reads {@code file}; the trace is called by the file's name.
   *
   * @throws InvalidTraceException if the file is missing or faulty
   */
  public static Trace read(Path file) throws IOException {
    return new TraceCsv(file).read();
  }

  private Trace read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidTraceException(
          file, "does not exist; give a CSV file whose first line names " + ARRIVAL);
    }
    ObjectReader reader =
        new CsvMapper()
            .readerFor(Map.class)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(CsvParser.Feature.TRIM_SPACES)
            .with(CsvSchema.emptySchema().withHeader());
    try (MappingIterator<Map<String, String>> lines = reader.readValues(file.toFile())) {
      boolean more = lines.hasNextValue(); // reads the header
      requireColumns((CsvSchema) lines.getParser().getSchema());
      while (more) {
        Map<String, String> cells = lines.nextValue();
        addRow(cells, lines.getParser().currentTokenLocation().getLineNr());
        more = lines.hasNextValue();
      }
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      if (line < 1) {
        throw noArrivalColumn(); // there is no first line
      }
      throw new InvalidTraceException(
          file,
          "line %d is not a CSV row of as many cells as the header: %s"
              .formatted(line, e.getOriginalMessage()),
          e);
    }
    return trace();
  }

  private void requireColumns(CsvSchema header) throws InvalidTraceException {
    if (header.column(ARRIVAL) == null) {
      throw noArrivalColumn();
    }
    for (CsvSchema.Column column : header) {
      if (!COLUMNS.contains(column.getName())) {
        throw new InvalidTraceException(
            file,
            1,
            column.getName(),
            "is none of %s; rename it or leave it out".formatted(String.join(", ", COLUMNS)));
      }
    }
  }

  private InvalidTraceException noArrivalColumn() {
    return new InvalidTraceException(
        file, 1, ARRIVAL, "is missing; the first line must name it, as in 'arrival_ms,camera'");
  }

  private void addRow(Map<String, String> cells, long line) throws InvalidTraceException {
    String arrival = text(cells, ARRIVAL);
    if (arrival.isEmpty()) {
      throw new InvalidTraceException(file, line, ARRIVAL, "is empty; every frame needs a time");
    }
    String priority = text(cells, PRIORITY);
    rows.add(
        new Row(
            millis(line, ARRIVAL, arrival),
            text(cells, CAMERA),
            text(cells, BUDGET).isEmpty() ? 0 : budget(line, text(cells, BUDGET)),
            priority.isEmpty() ? 0 : priority(line, priority)));
  }

  private double millis(long line, String column, String text) throws InvalidTraceException {
    try {
      double millis = Double.parseDouble(text);
      if (millis >= 0 && Double.isFinite(millis)) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // falls through: the sentence below says what is expected
    }
    throw new InvalidTraceException(
        file,
        line,
        column,
        "'%s' is no time; give milliseconds, 0 or more, such as 1250.5".formatted(text));
  }

  private double budget(long line, String text) throws InvalidTraceException {
    double millis = millis(line, BUDGET, text);
    if (millis == 0) {
      throw new InvalidTraceException(
          file, line, BUDGET, "no frame is labelled in no time; leave it empty for the run's own");
    }
    return millis;
  }

  private int priority(long line, String text) throws InvalidTraceException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidTraceException(
          file,
          line,
          PRIORITY,
          "'%s' is no priority; give a whole number, higher for frames to give up last"
              .formatted(text));
    }
  }

  private static String text(Map<String, String> cells, String column) {
    String text = cells.get(column);
    return text == null ? "" : text;
  }

  private Trace trace() throws InvalidTraceException {
    rows.sort(Comparator.comparingDouble(Row::arrivalMillis));
    List<Arrival> arrivals = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String camera = row.camera().isEmpty() ? Cameras.inTurns(arrivals.size()) : row.camera();
      arrivals.add(new Arrival(row.arrivalMillis(), camera, row.budgetMillis(), row.priority()));
    }
    try {
      return new Trace(file.getFileName().toString(), arrivals);
    } catch (IllegalArgumentException e) {
      throw new InvalidTraceException(file, "holds too few frames: " + e.getMessage(), e);
    }
  }
}
