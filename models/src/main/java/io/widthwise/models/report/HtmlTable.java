package io.widthwise.models.report;

import java.util.List;

/** A table; the first columns are words, all others numbers. */
public final class HtmlTable {
  private final StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n");
  private final int wordColumns;

  public HtmlTable(int wordColumns, List<String> header) {
    this.wordColumns = wordColumns;
    html.append("<thead>");
    row("th", "", header);
    html.append("</thead>\n<tbody>\n");
  }

  /** Adds a row of texts, which are escaped. */
  public void row(List<String> cells) {
    row("td", "", cells);
  }

  /** Adds a row that stands out. */
  public void markedRow(List<String> cells) {
    row("td", " class=\"marked\"", cells);
  }

  private void row(String element, String attribute, List<String> cells) {
    html.append("<tr").append(attribute).append('>');
    for (int i = 0; i < cells.size(); i++) {
      html.append('<').append(element);
      html.append(i < wordColumns ? " class=\"word\">" : ">");
      html.append(Markup.escape(cells.get(i))).append("</").append(element).append('>');
    }
    html.append("</tr>\n");
  }

  @Override
  public String toString() {
    return html + "</tbody></table></div>\n";
  }
}
