package io.widthwise.models.evaluate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.widthwise.inference.bundle.VariantSpec;
import java.util.List;

/**
 * The machine-readable form of an evaluation. The names of its fields are a contract with whoever
 * reads {@code models evaluate --json}.
 *
 * @param images how many were classified
 * @param variants in the bundle's order
 */
@JsonPropertyOrder({"images", "variants"})
public record EvaluationReport(int images, List<Row> variants) {
  public EvaluationReport {
    variants = List.copyOf(variants);
  }

  /** Returns the report of these evaluations of the same images. */
  public static EvaluationReport of(List<VariantEvaluation> evaluations) {
    return new EvaluationReport(
        evaluations.get(0).best().size(), evaluations.stream().map(Row::of).toList());
  }

  /**
   * One variant.
   *
   * @param width width multiplier
   * @param resolution pixels
   * @param precision int8 or fp32
   * @param top1 share, 0 to 1
   * @param top5 share, 0 to 1
   * @param macs multiply-adds of one inference
   * @param parameters weights and biases
   * @param inferenceMicros time from pixels to labels
   * @param ece expected calibration error over all images, 0 to 1
   * @param temperature that the graph wants, null where there were too few images to fit one
   */
  @JsonPropertyOrder({
    "width",
    "resolution",
    "precision",
    "top1",
    "top5",
    "macs",
    "parameters",
    "inferenceMicros",
    "ece",
    "temperature"
  })
  public record Row(
      double width,
      int resolution,
      String precision,
      double top1,
      double top5,
      long macs,
      long parameters,
      Micros inferenceMicros,
      double ece,
      Temperature temperature) {

    static Row of(VariantEvaluation evaluation) {
      VariantSpec variant = evaluation.variant();
      return new Row(
          variant.width(),
          variant.resolution(),
          variant.precision().text(),
          evaluation.top1(),
          evaluation.top5(),
          variant.multiplyAdds(),
          variant.parameters(),
          new Micros(evaluation.inferenceMicrosP50(), evaluation.inferenceMicrosP99()),
          evaluation.reliability().ece(),
          evaluation.temperature().map(Temperature::of).orElse(null));
    }
  }

  /**
   * Percentiles, microseconds.
   *
   * @param p50 median
   * @param p99 99th percentile
   */
  public record Micros(long p50, long p99) {}

  /**
   * A temperature fitted on one half of the images and tested on the other.
   *
   * @param value to divide logits by, on top of what the graph does
   * @param fitted images that it was fitted on, counted for each variant of the graph
   * @param tested images that it was tested on
   * @param eceBefore expected calibration error of the tested images without it
   * @param eceAfter the same with it
   */
  @JsonPropertyOrder({"value", "fitted", "tested", "eceBefore", "eceAfter"})
  public record Temperature(
      double value, int fitted, int tested, double eceBefore, double eceAfter) {
    static Temperature of(TemperatureFit fit) {
      return new Temperature(
          fit.temperature(), fit.fitted(), fit.tested(), fit.before().ece(), fit.after().ece());
    }
  }
}
