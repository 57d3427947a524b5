package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.Calibration;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.TemperatureFit;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people read. */
final class Tables {
  private static final double MILLION = 1e6;

  private Tables() {}

  static String ladder(LadderBundle bundle) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s, release %s, %d classes, in %s",
        bundle.ladder().name(),
        bundle.ladder().release(),
        bundle.labels().size(),
        bundle.directory());
    line(
        text,
        "%-14s %-14s %7s %7s %9s %9s  %s",
        "family",
        "variant",
        "top-1 %",
        "top-5 %",
        "M mult-add",
        "M params",
        "picture");
    for (VariantSpec variant : bundle.ladder().variants()) {
      Accuracy accuracy = variant.accuracy();
      line(
          text,
          "%-14s %-14s %7s %7s %10.1f %9.2f  %s",
          variant.family(),
          variant.key(),
          accuracy == null ? "-" : percent(accuracy.top1()),
          accuracy == null ? "-" : percent(accuracy.top5()),
          variant.multiplyAdds() / MILLION,
          variant.parameters() / MILLION,
          resize(variant.resize()));
    }
    return text.toString();
  }

  static String evaluation(List<VariantEvaluation> evaluations) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%-14s %-14s %7s %7s %10s %9s %8s %8s %6s %6s %s",
        "family",
        "variant",
        "top-1 %",
        "top-5 %",
        "M mult-add",
        "M params",
        "p50 us",
        "p99 us",
        "ECE %",
        "T",
        "ECE % before and with T, other half");
    for (VariantEvaluation evaluation : evaluations) {
      VariantSpec variant = evaluation.variant();
      line(
          text,
          "%-14s %-14s %7s %7s %10.1f %9.2f %8d %8d %6s %6s %s",
          variant.family(),
          variant.key(),
          percent(evaluation.top1()),
          percent(evaluation.top5()),
          variant.multiplyAdds() / MILLION,
          variant.parameters() / MILLION,
          evaluation.inferenceMicrosP50(),
          evaluation.inferenceMicrosP99(),
          percent(evaluation.reliability().ece()),
          evaluation.temperature().map(Tables::temperature).orElse("-"),
          evaluation.temperature().map(Tables::calibration).orElse("-"));
    }
    for (VariantEvaluation evaluation : evaluations) {
      twin(evaluation, evaluations).ifPresent(twin -> agreement(text, evaluation, twin));
    }
    return text.toString();
  }

  static String calibration(LadderBundle calibrated, List<VariantEvaluation> before) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s, release %s, calibrated in %s",
        calibrated.ladder().name(),
        calibrated.ladder().release(),
        calibrated.directory());
    line(
        text,
        "%-14s %-14s %12s %13s %12s  %s",
        "family",
        "variant",
        "temperature",
        "ECE % before",
        "ECE % after",
        "measured on");
    for (int i = 0; i < before.size(); i++) {
      VariantSpec variant = calibrated.ladder().variants().get(i);
      Calibration calibration = variant.calibration();
      line(
          text,
          "%-14s %-14s %12.3f %13s %12s  %d images that no temperature was fitted on",
          variant.family(),
          variant.key(),
          calibration.temperature(),
          percent(before.get(i).temperature().orElseThrow().before().ece()),
          percent(calibration.ece()),
          calibration.images());
    }
    return text.toString();
  }

  private static String temperature(TemperatureFit fit) {
    return String.format(Locale.ROOT, "%.2f", fit.temperature());
  }

  private static String calibration(TemperatureFit fit) {
    return "%s -> %s".formatted(percent(fit.before().ece()), percent(fit.after().ece()));
  }

  /** The fp32 evaluation of the rung whose int8 evaluation this is. */
  private static Optional<VariantEvaluation> twin(
      VariantEvaluation int8, List<VariantEvaluation> all) {
    VariantSpec variant = int8.variant();
    return all.stream()
        .filter(other -> variant.precision() == Precision.INT8)
        .filter(other -> other.variant().precision() == Precision.FP32)
        .filter(other -> other.variant().family().equals(variant.family()))
        .filter(other -> other.variant().width() == variant.width())
        .filter(other -> other.variant().resolution() == variant.resolution())
        .findFirst();
  }

  private static void agreement(
      StringBuilder text, VariantEvaluation int8, VariantEvaluation fp32) {
    line(
        text,
        "%s and fp32 see the same best class in %d of %d images",
        int8.variant().fullName(),
        int8.agreements(fp32),
        int8.best().size());
  }

  private static String resize(Resize resize) {
    String fit = resize.fit().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return resize.cropShare() == 1 ? fit : fit + " " + resize.cropShare();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
