package io.widthwise.models.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run did, as a table that is rewritten at each checkpoint, so that it never tells of steps
 * that a kill has undone.
 */
final class TrainingLog {
  private static final String HEADER =
      "step,side,largest_scale,learning_rate,loss,images_per_second,validation_top1";

  private final Path file;
  private final List<String> rows = new ArrayList<>();

  private TrainingLog(Path file) {
    this.file = file;
  }

  /** Opens the table in {@code file}, without the rows of steps after {@code steps}. */
  static TrainingLog open(Path file, long steps) throws IOException {
    TrainingLog log = new TrainingLog(file);
    if (steps > 0 && Files.exists(file)) {
      for (String row : Files.readAllLines(file)) {
        int comma = row.indexOf(',');
        if (!row.equals(HEADER) && comma > 0 && Long.parseLong(row, 0, comma, 10) <= steps) {
          log.rows.add(row);
        }
      }
    }
    return log;
  }

  /** Adds a row; {@code validationTop1} is NaN where nothing was validated. */
  void add(
      long steps, StepPlan plan, double rate, double loss, double imagesPerSecond, double top1) {
    rows.add(
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%.6f,%.4f,%.1f,%s",
            steps,
            plan.side(),
            plan.largestScale(),
            rate,
            loss,
            imagesPerSecond,
            Double.isNaN(top1) ? "" : String.format(Locale.ROOT, "%.4f", top1)));
  }

  /** Returns the results of the validations so far, oldest first. */
  List<Double> validations() {
    return rows.stream()
        .map(row -> row.substring(row.lastIndexOf(',') + 1))
        .filter(top1 -> !top1.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  void save() throws IOException {
    List<String> lines = new ArrayList<>(rows.size() + 1);
    lines.add(HEADER);
    lines.addAll(rows);
    Files.write(file, lines);
  }
}
