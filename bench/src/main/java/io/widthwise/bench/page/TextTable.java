package io.widthwise.bench.page;

import java.util.List;
import java.util.Locale;

/** A table for people at a terminal: the first column to the left, all others to the right. */
public final class TextTable {
  private TextTable() {}

  /** Returns the header and a line for each row. */
  public static String of(List<String> header, List<List<String>> rows) {
    int columns = header.size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = header.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, header, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String format = (column == 0 ? "%-" : "  %") + Math.max(1, widths[column]) + "s";
      line.append(String.format(Locale.ROOT, format, cells.get(column)));
    }
    text.append(line.toString().stripTrailing()).append("\n");
  }
}
