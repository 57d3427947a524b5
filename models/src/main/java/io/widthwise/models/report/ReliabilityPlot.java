package io.widthwise.models.report;

import io.widthwise.models.evaluate.Reliability;
import io.widthwise.models.evaluate.TemperatureFit;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.report.Svg.Anchor;
import java.util.List;

/**
 * Accuracy of each confidence bin over its mean confidence, how many images are in it, and where
 * the bins would be with the fitted temperature.
 */
final class ReliabilityPlot {
  private static final double WIDTH = 400;
  private static final double HEIGHT = 440;
  private static final Box PLOT = new Box(56, 66, WIDTH - 18, HEIGHT - 112);
  private static final Box COUNTS =
      new Box(PLOT.left(), PLOT.bottom() + 8, PLOT.right(), HEIGHT - 58);

  private static final double LEAST_DOT = 1.5;
  private static final double MOST_DOT = 6;

  private final Scale x = new Scale(0, 1, PLOT.left(), PLOT.right(), false);
  private final Scale y = new Scale(0, 1, PLOT.bottom(), PLOT.top(), false);
  private final VariantEvaluation variant;
  private final Svg svg;
  private final String name;

  private ReliabilityPlot(VariantEvaluation variant, String name) {
    this.variant = variant;
    this.name = name;
    svg =
        new Svg(
            WIDTH,
            HEIGHT,
            "Reliability diagram of %s, expected calibration error %s %%"
                .formatted(name, Markup.percent(variant.reliability().ece())));
  }

  static String of(VariantEvaluation variant, VariantNames names) {
    return new ReliabilityPlot(variant, names.variant(variant.variant())).draw();
  }

  private String draw() {
    svg.text(new Point(PLOT.left(), 24), name, Anchor.START, "title");
    axes();
    bars();
    svg.line(x.at(0), y.at(0), x.at(1), y.at(1), "diagonal");
    variant.temperature().ifPresent(this::after);
    svg.rectangle(PLOT.left(), PLOT.top(), PLOT.width(), PLOT.height(), "frame");
    counts();
    svg.text(
        new Point(PLOT.left(), 42),
        Markup.format(
            "ECE %s %% over %d images",
            Markup.percent(variant.reliability().ece()), variant.reliability().images()),
        Anchor.START,
        "note");
    return svg.toString();
  }

  private void axes() {
    for (int i = 0; i <= 5; i++) {
      double value = i / 5.0;
      svg.line(PLOT.left(), y.at(value), PLOT.right(), y.at(value), "grid");
      String text = Integer.toString(20 * i);
      svg.text(new Point(PLOT.left() - 7, y.at(value) + 4), text, Anchor.END, "tick");
      svg.text(new Point(x.at(value), COUNTS.bottom() + 17), text, Anchor.MIDDLE, "tick");
    }
    svg.text(
        new Point(PLOT.centre().x(), HEIGHT - 14),
        "confidence (probability of the best class), %",
        Anchor.MIDDLE,
        "axis-name");
    svg.text(new Point(16, PLOT.centre().y()), "accuracy, %", Anchor.MIDDLE, "axis-name", -90);
    svg.text(
        new Point(PLOT.left() - 7, COUNTS.centre().y() + 4), "images", Anchor.END, "tick small");
  }

  private void bars() {
    List<Reliability.Bin> bins = variant.reliability().bins();
    double width = PLOT.width() / Reliability.BINS;
    for (int i = 0; i < bins.size(); i++) {
      Reliability.Bin bin = bins.get(i);
      if (bin.images() == 0) {
        continue;
      }
      double left = PLOT.left() + i * width + 1;
      double accuracy = y.at(bin.accuracy());
      double confidence = y.at(bin.confidence());
      svg.rectangle(left, accuracy, width - 2, PLOT.bottom() - accuracy, "bar", null, tip(bin));
      svg.rectangle(
          left,
          Math.min(accuracy, confidence),
          width - 2,
          Math.abs(accuracy - confidence),
          bin.gap() > 0 ? "too-sure" : "too-modest",
          null,
          tip(bin));
      svg.line(left, accuracy, left + width - 2, accuracy, "bar-line");
    }
  }

  /** A dot for each bin, its area as the images in it, so that a bin of one image shows as such. */
  private void after(TemperatureFit fit) {
    int most = fit.after().bins().stream().mapToInt(Reliability.Bin::images).max().orElse(1);
    for (Reliability.Bin bin : fit.after().bins()) {
      if (bin.images() > 0) {
        svg.circle(
            new Point(x.at(bin.confidence()), y.at(bin.accuracy())),
            LEAST_DOT + (MOST_DOT - LEAST_DOT) * Math.sqrt((double) bin.images() / most),
            "after",
            tip(bin));
      }
    }
    svg.circle(new Point(PLOT.left() + 5, 55), 4, "after", null);
    svg.text(
        new Point(PLOT.left() + 15, 59),
        Markup.format(
            "T = %.2f, tested on the other half: %s → %s %%",
            fit.temperature(),
            Markup.percent(fit.before().ece()),
            Markup.percent(fit.after().ece())),
        Anchor.START,
        "note");
  }

  private void counts() {
    List<Reliability.Bin> bins = variant.reliability().bins();
    double most = bins.stream().mapToInt(Reliability.Bin::images).max().orElse(1);
    double width = COUNTS.width() / Reliability.BINS;
    for (int i = 0; i < bins.size(); i++) {
      double height = COUNTS.height() * bins.get(i).images() / most;
      svg.rectangle(
          COUNTS.left() + i * width + 1,
          COUNTS.bottom() - height,
          width - 2,
          height,
          "count",
          null,
          tip(bins.get(i)));
    }
    svg.line(COUNTS.left(), COUNTS.bottom(), COUNTS.right(), COUNTS.bottom(), "frame");
  }

  private static String tip(Reliability.Bin bin) {
    return Markup.format(
        "%d images, mean confidence %s %%, accuracy %s %%",
        bin.images(), Markup.percent(bin.confidence()), Markup.percent(bin.accuracy()));
  }
}
