package io.widthwise.models.report;

import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.Confusions;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.TemperatureFit;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.util.List;
import java.util.Optional;

/** The report's numbers. */
final class ReportTables {
  private static final double MILLION = 1e6;
  private static final int MOST_PAIRS = 20;

  private final Evaluation evaluation;
  private final VariantNames names;

  ReportTables(Evaluation evaluation) {
    this.evaluation = evaluation;
    names = new VariantNames(evaluation);
  }

  /** Every variant; those of the Pareto front stand out. */
  String variants() {
    HtmlTable table =
        new HtmlTable(
            1,
            List.of(
                "variant",
                "top-1 %",
                "top-5 %",
                "M multiply-adds",
                "M parameters",
                "inference p50 µs",
                "p99 µs",
                "decode p50 µs"));
    List<VariantEvaluation> front = evaluation.paretoFront();
    for (VariantEvaluation each : evaluation.variants()) {
      VariantSpec variant = each.variant();
      List<String> cells =
          List.of(
              names.variant(variant),
              Markup.percent(each.top1()),
              Markup.percent(each.top5()),
              Markup.format("%.1f", variant.multiplyAdds() / MILLION),
              Markup.format("%.2f", variant.parameters() / MILLION),
              Long.toString(each.inferenceMicrosP50()),
              Long.toString(each.inferenceMicrosP99()),
              Long.toString(each.decodeMicrosP50()));
      if (front.contains(each)) {
        table.markedRow(cells);
      } else {
        table.row(cells);
      }
    }
    return table.toString();
  }

  /** Each rung that there is in both arithmetics; empty where there is none. */
  Optional<String> int8AgainstFp32() {
    HtmlTable table =
        new HtmlTable(
            1,
            List.of(
                "rung",
                "int8 top-1 %",
                "fp32 top-1 %",
                "difference, points",
                "same best class",
                "int8 p50 µs",
                "fp32 p50 µs",
                "int8 is faster by"));
    boolean any = false;
    for (VariantEvaluation int8 : evaluation.variants()) {
      Optional<VariantEvaluation> twin = fp32Of(int8);
      if (twin.isPresent()) {
        any = true;
        table.row(comparison(int8, twin.get()));
      }
    }
    return any ? Optional.of(table.toString()) : Optional.empty();
  }

  private List<String> comparison(VariantEvaluation int8, VariantEvaluation fp32) {
    return List.of(
        names.rung(int8.variant()),
        Markup.percent(int8.top1()),
        Markup.percent(fp32.top1()),
        signed(100 * (int8.top1() - fp32.top1())),
        "%d of %d".formatted(int8.agreements(fp32), evaluation.images()),
        Long.toString(int8.inferenceMicrosP50()),
        Long.toString(fp32.inferenceMicrosP50()),
        Markup.format(
            "%.2f ×", (double) fp32.inferenceMicrosP50() / Math.max(1, int8.inferenceMicrosP50())));
  }

  private static String signed(double points) {
    String text = Markup.format("%+.1f", points);
    return text.equals("-0.0") || text.equals("+0.0") ? "0.0" : text.replace('-', '−');
  }

  private Optional<VariantEvaluation> fp32Of(VariantEvaluation int8) {
    if (int8.variant().precision() != Precision.INT8) {
      return Optional.empty();
    }
    String rung = names.rung(int8.variant());
    return evaluation.variants().stream()
        .filter(each -> each.variant().precision() == Precision.FP32)
        .filter(each -> each.variant().family().equals(int8.variant().family()))
        .filter(each -> names.rung(each.variant()).equals(rung))
        .findFirst();
  }

  /** Calibration of every variant. */
  String calibration() {
    HtmlTable table =
        new HtmlTable(
            1,
            List.of(
                "variant",
                "in the graph now",
                "ECE %, all images",
                "fitted T",
                "fitted on",
                "tested on",
                "ECE % before",
                "ECE % after",
                "ECE % by chance alone",
                "neg. log-likelihood before",
                "after"));
    for (VariantEvaluation each : evaluation.variants()) {
      String inGraph =
          each.variant().calibration() == null
              ? "no"
              : Markup.format("T %.2f", each.variant().calibration().temperature());
      String ece = Markup.percent(each.reliability().ece());
      String name = names.variant(each.variant());
      table.row(
          each.temperature()
              .map(fit -> calibrated(name, inGraph, ece, fit))
              .orElse(List.of(name, inGraph, ece, "–", "–", "–", "–", "–", "–", "–", "–")));
    }
    return table.toString();
  }

  private static List<String> calibrated(
      String name, String inGraph, String ece, TemperatureFit fit) {
    return List.of(
        name,
        inGraph,
        ece,
        Markup.format("%.2f", fit.temperature()),
        Integer.toString(fit.fitted()),
        Integer.toString(fit.tested()),
        Markup.percent(fit.before().ece()),
        Markup.percent(fit.after().ece()),
        "≈ " + Markup.percent(fit.after().eceByChance()),
        Markup.format("%.3f", fit.negativeLogLikelihoodBefore()),
        Markup.format("%.3f", fit.negativeLogLikelihoodAfter()));
  }

  /** The pairs of classes that a variant mixes up most. */
  String mostConfused(VariantEvaluation variant) {
    List<String> labels = evaluation.bundle().labels();
    Confusions confusions = evaluation.confusions(variant);
    HtmlTable table = new HtmlTable(2, List.of("true class", "seen as", "images", "of"));
    for (Confusions.Pair pair : confusions.mostConfused(MOST_PAIRS)) {
      table.row(
          List.of(
              labels.get(pair.truth()),
              labels.get(pair.seen()),
              Integer.toString(confusions.count(pair.truth(), pair.seen())),
              Integer.toString(confusions.images(pair.truth()))));
    }
    return table.toString();
  }
}
