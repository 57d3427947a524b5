package io.widthwise.models.report;

import io.widthwise.models.evaluate.Confusions;
import io.widthwise.models.report.Svg.Anchor;
import java.util.List;

/**
 * The confusion matrix as a heat map, a row for each true class. Colour is the share of the row:
 * right ones blue, wrong ones red, and that steeply, since one wrong in twenty must be seen.
 */
final class ConfusionPlot {
  /** More classes than this have no readable matrix. */
  static final int MOST_CLASSES = 60;

  private static final int MOST_CHARACTERS = 26;
  private static final double FONT = 12;
  private static final double TITLE = 46;
  private static final double MARGIN = 14;
  private static final int[] RIGHT = {15, 111, 180};
  private static final int[] WRONG = {203, 51, 38};
  private static final int[] NONE = {245, 247, 248};

  private final Confusions confusions;
  private final List<String> labels;
  private final double cell;
  private final double left;
  private final double top;
  private final Svg svg;

  private ConfusionPlot(Confusions confusions, List<String> classes, String name) {
    this.confusions = confusions;
    labels = classes.stream().map(label -> Markup.shorten(label, MOST_CHARACTERS)).toList();
    int count = labels.size();
    cell = count <= 12 ? 34 : count <= 32 ? 25 : 16;
    double longest =
        labels.stream().mapToDouble(label -> Svg.textWidth(label, font())).max().orElseThrow();
    left = MARGIN + 20 + longest + 8;
    top = TITLE + 22 + longest + 6;
    svg =
        new Svg(
            left + count * cell + MARGIN,
            top + count * cell + MARGIN,
            "Confusion matrix of " + name);
    svg.text(new Point(MARGIN, 24), "Confusion matrix, " + name, Anchor.START, "title");
    svg.text(
        new Point(MARGIN, 42), "number of images; rows are the true class", Anchor.START, "note");
  }

  /**
   * Draws the matrix.
   *
   * @param classes name of each class, at most {@value #MOST_CLASSES}
   */
  static String of(Confusions confusions, List<String> classes, String name) {
    return new ConfusionPlot(confusions, classes, name).draw();
  }

  private String draw() {
    int count = labels.size();
    double side = count * cell;
    String small = cell < FONT + 6 ? "tick small" : "tick";
    for (int i = 0; i < count; i++) {
      double middle = (i + 0.5) * cell;
      svg.text(new Point(left - 7, top + middle + 4), labels.get(i), Anchor.END, small);
      svg.text(new Point(left + middle + 4, top - 7), labels.get(i), Anchor.START, small, -90);
    }
    for (int truth = 0; truth < count; truth++) {
      int images = confusions.images(truth);
      for (int seen = 0; seen < count; seen++) {
        cell(truth, seen, images);
      }
    }
    svg.rectangle(left, top, side, side, "frame");
    svg.text(new Point(MARGIN + 8, top + side / 2), "true class", Anchor.MIDDLE, "axis-name", -90);
    svg.text(new Point(left + side / 2, TITLE + 12), "seen as", Anchor.MIDDLE, "axis-name");
    return svg.toString();
  }

  private void cell(int truth, int seen, int images) {
    int count = confusions.count(truth, seen);
    double share = images == 0 ? 0 : (double) count / images;
    double strength = truth == seen ? share : Math.sqrt(share);
    double x = left + seen * cell;
    double y = top + truth * cell;
    svg.rectangle(
        x,
        y,
        cell,
        cell,
        "cell",
        colour(truth == seen ? RIGHT : WRONG, strength),
        Markup.format(
            "%s seen as %s: %d of %d", labels.get(truth), labels.get(seen), count, images));
    if (count > 0) {
      svg.text(
          new Point(x + cell / 2, y + cell / 2 + 3.5),
          Integer.toString(count),
          Anchor.MIDDLE,
          (strength > 0.55 ? "small on-dark" : "small"));
    }
  }

  private double font() {
    return cell < FONT + 6 ? 10 : FONT;
  }

  private static String colour(int[] full, double strength) {
    StringBuilder colour = new StringBuilder("#");
    for (int i = 0; i < full.length; i++) {
      colour.append(Markup.format("%02x", Math.round(NONE[i] + strength * (full[i] - NONE[i]))));
    }
    return colour.toString();
  }
}
