package io.widthwise.models.report;

import io.widthwise.inference.bundle.Precision;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.report.Svg.Anchor;
import java.util.List;

/**
 * Top-1 against median inference time, every variant a labelled point, the Pareto front a line;
 * points on the front are filled.
 */
final class AccuracyLatencyPlot {
  private static final double WIDTH = 920;
  private static final double HEIGHT = 560;
  private static final Box PLOT = new Box(68, 64, WIDTH - 28, HEIGHT - 56);
  private static final double LABEL_HEIGHT = 14;
  private static final double LABEL_FONT = 12;

  /** Times further apart than this share a logarithmic axis. */
  private static final double LINEAR_UP_TO = 3;

  private static final double RADIUS = 5;

  private final List<VariantEvaluation> variants;
  private final List<VariantEvaluation> front;
  private final VariantNames names;
  private final Scale x;
  private final Scale y;
  private final Svg svg;

  private AccuracyLatencyPlot(Evaluation evaluation) {
    variants = evaluation.variants();
    front = evaluation.paretoFront();
    names = new VariantNames(evaluation);
    x = timeScale();
    y = accuracyScale();
    svg =
        new Svg(
            WIDTH,
            HEIGHT,
            "Top-1 accuracy against median inference time of %d variants; %d are on the Pareto front"
                .formatted(variants.size(), front.size()));
  }

  static String of(Evaluation evaluation) {
    return new AccuracyLatencyPlot(evaluation).draw();
  }

  private String draw() {
    svg.text(new Point(PLOT.left(), 26), "Accuracy against latency", Anchor.START, "title");
    axes();
    List<Point> line = front.stream().map(this::point).toList();
    svg.path(line, "front");
    List<Point> points = variants.stream().map(this::point).toList();
    List<Box> labels = LabelPlacement.place(PLOT, points, line, labelSizes());
    for (int i = 0; i < variants.size(); i++) {
      leader(points.get(i), labels.get(i));
    }
    for (VariantEvaluation variant : variants) {
      mark(variant);
    }
    for (int i = 0; i < variants.size(); i++) {
      label(variants.get(i), labels.get(i));
    }
    legend();
    return svg.toString();
  }

  private Scale timeScale() {
    double least =
        variants.stream().mapToLong(VariantEvaluation::inferenceMicrosP50).min().orElseThrow();
    double most =
        variants.stream().mapToLong(VariantEvaluation::inferenceMicrosP50).max().orElseThrow();
    least = Math.max(1, least);
    most = Math.max(2, most);
    if (most / least > LINEAR_UP_TO) {
      double margin = Math.pow(most / least, 0.06);
      return new Scale(least / margin, most * margin, PLOT.left(), PLOT.right(), true);
    }
    return new Scale(0, most * 1.08, PLOT.left(), PLOT.right(), false);
  }

  private Scale accuracyScale() {
    double least = variants.stream().mapToDouble(VariantEvaluation::top1).min().orElseThrow();
    double most = variants.stream().mapToDouble(VariantEvaluation::top1).max().orElseThrow();
    double margin = Math.max(0.02, (most - least) * 0.08);
    return new Scale(
        Math.max(0, 100 * (least - margin)),
        Math.min(100, 100 * (most + margin)),
        PLOT.bottom(),
        PLOT.top() + RADIUS + 3,
        false);
  }

  private void axes() {
    for (double tick : y.ticks()) {
      svg.line(PLOT.left(), y.at(tick), PLOT.right(), y.at(tick), "grid");
      svg.text(
          new Point(PLOT.left() - 8, y.at(tick) + 4),
          Markup.format(tick == Math.rint(tick) ? "%.0f" : "%.1f", tick),
          Anchor.END,
          "tick");
    }
    for (double tick : x.ticks()) {
      svg.line(x.at(tick), PLOT.top(), x.at(tick), PLOT.bottom(), "grid");
      svg.text(
          new Point(x.at(tick), PLOT.bottom() + 18),
          Markup.format("%,.0f", tick).replace(',', '\u202F'),
          Anchor.MIDDLE,
          "tick");
    }
    svg.rectangle(PLOT.left(), PLOT.top(), PLOT.width(), PLOT.height(), "frame");
    svg.text(
        new Point(PLOT.centre().x(), HEIGHT - 14),
        "median inference time, µs"
            + (x.logarithmic()
                ? " (logarithmic; decoding comes on top)"
                : " (decoding comes on top)"),
        Anchor.MIDDLE,
        "axis-name");
    svg.text(
        new Point(20, PLOT.centre().y()), "top-1 accuracy, %", Anchor.MIDDLE, "axis-name", -90);
  }

  private void leader(Point point, Box label) {
    Point end = label.nearest(point);
    if (Math.hypot(end.x() - point.x(), end.y() - point.y()) > 3 * RADIUS) {
      svg.line(point.x(), point.y(), end.x(), end.y(), "leader");
    }
  }

  private void mark(VariantEvaluation variant) {
    Point point = point(variant);
    String classes =
        "mark " + variant.variant().precision().text() + (front.contains(variant) ? "" : " hollow");
    String tip =
        Markup.format(
            "%s: top-1 %s %%, %d µs",
            names.variant(variant.variant()),
            Markup.percent(variant.top1()),
            variant.inferenceMicrosP50());
    mark(point, variant.variant().precision(), classes, tip);
  }

  private void mark(Point point, Precision precision, String classes, String tip) {
    if (precision == Precision.INT8) {
      svg.circle(point, RADIUS, classes, tip);
    } else {
      double half = RADIUS - 0.5;
      svg.rectangle(point.x() - half, point.y() - half, 2 * half, 2 * half, classes, null, tip);
    }
  }

  private void label(VariantEvaluation variant, Box box) {
    svg.text(
        new Point(box.centre().x(), box.bottom() - 3),
        names.rung(variant.variant()),
        Anchor.MIDDLE,
        "halo " + variant.variant().precision().text());
  }

  private void legend() {
    double left = PLOT.left();
    double middle = 46;
    for (Precision precision : Precision.values()) {
      if (variants.stream().anyMatch(each -> each.variant().precision() == precision)) {
        mark(new Point(left + 6, middle), precision, "mark " + precision.text(), null);
        svg.text(new Point(left + 17, middle + 4), precision.text(), Anchor.START, "note");
        left += 66;
      }
    }
    svg.line(left, middle, left + 26, middle, "front");
    svg.text(
        new Point(left + 33, middle + 4),
        "Pareto front (its points are filled)",
        Anchor.START,
        "note");
  }

  private List<Box> labelSizes() {
    return variants.stream()
        .map(each -> Svg.textWidth(names.rung(each.variant()), LABEL_FONT))
        .map(width -> new Box(0, 0, width, LABEL_HEIGHT))
        .toList();
  }

  private Point point(VariantEvaluation variant) {
    return new Point(x.at(Math.max(1, variant.inferenceMicrosP50())), y.at(100 * variant.top1()));
  }
}
