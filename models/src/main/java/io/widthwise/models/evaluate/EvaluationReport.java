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
   */
  @JsonPropertyOrder({
    "width",
    "resolution",
    "precision",
    "top1",
    "top5",
    "macs",
    "parameters",
    "inferenceMicros"
  })
  public record Row(
      double width,
      int resolution,
      String precision,
      double top1,
      double top5,
      long macs,
      long parameters,
      Micros inferenceMicros) {

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
          new Micros(evaluation.inferenceMicrosP50(), evaluation.inferenceMicrosP99()));
    }
  }

  /**
   * Percentiles, microseconds.
   *
   * @param p50 median
   * @param p99 99th percentile
   */
  public record Micros(long p50, long p99) {}
}
