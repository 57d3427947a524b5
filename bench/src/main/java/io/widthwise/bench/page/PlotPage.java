package io.widthwise.bench.page;

import io.widthwise.models.report.HtmlPage;
import io.widthwise.models.report.HtmlTable;
import io.widthwise.models.report.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page that needs nothing but itself, with its plots as SVG files beside it too. */
public final class PlotPage {
  private final String title;
  private final Map<String, String> plots = new LinkedHashMap<>();
  private final StringBuilder html = new StringBuilder();

  public PlotPage(String title) {
    this.title = title;
    html.append("<h1>").append(Markup.escape(title)).append("</h1>\n");
  }

  public PlotPage paragraph(String text) {
    html.append("<p>").append(Markup.escape(text)).append("</p>\n");
    return this;
  }

  public PlotPage heading(String text) {
    html.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
    return this;
  }

  /**
   * Adds a plot.
   *
   * @param file name of its file
   */
  public PlotPage plot(String file, String svg) {
    plots.put(file, svg);
    html.append("<figure>").append(svg).append("</figure>\n");
    return this;
  }

  /** Adds a table whose first {@code wordColumns} columns are words. */
  public PlotPage table(int wordColumns, List<String> header, List<List<String>> rows) {
    HtmlTable table = new HtmlTable(wordColumns, header);
    rows.forEach(table::row);
    html.append(table);
    return this;
  }

  /**
   * Writes page and plots.
   *
   * @param directory is made where it is missing; files of the same names are replaced
   * @param file name of the page
   */
  public void write(Path directory, String file) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, String> plot : plots.entrySet()) {
      Files.writeString(directory.resolve(plot.getKey()), plot.getValue());
    }
    Files.writeString(directory.resolve(file), HtmlPage.of(title, html.toString()));
  }
}
