package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.Calibration;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.importing.Rungs;
import io.widthwise.models.onnx.SoftmaxTemperature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts fitted temperatures into a bundle's graphs, so that what they yield is calibrated. */
public final class Calibrator {
  private Calibrator() {}

  /**
   * Rewrites the graphs and the manifest of the bundle that was evaluated. Temperatures of graphs
   * calibrated before are multiplied; the manifest tells the product. The best class of an image
   * stays the same, so recorded accuracy is kept.
   *
   * @param release name of the new release; a short hash of the content where empty
   * @return the bundle, calibrated
   * @throws InvalidDatasetException if there were too few images to fit temperatures on
   * @throws UnusableModelException if a graph does not end in a softmax
   */
  public static LadderBundle calibrate(Evaluation evaluation, Optional<String> release)
      throws IOException {
    LadderBundle bundle = evaluation.bundle();
    Map<String, SortedMap<Integer, Double>> temperatures = new HashMap<>();
    for (VariantEvaluation variant : evaluation.variants()) {
      TemperatureFit fit = variant.temperature().orElseThrow(() -> tooFew(evaluation));
      temperatures
          .computeIfAbsent(variant.variant().file(), file -> new TreeMap<>())
          .put(variant.variant().resolution(), fit.temperature());
    }
    Map<String, byte[]> graphs = new HashMap<>();
    List<Rung> rungs = new ArrayList<>();
    for (VariantEvaluation variant : evaluation.variants()) {
      TemperatureFit fit = variant.temperature().orElseThrow();
      VariantSpec before = variant.variant();
      byte[] graph = graphs.get(before.file());
      if (graph == null) {
        graph = divided(bundle, before, temperatures.get(before.file()));
        graphs.put(before.file(), graph);
      }
      check(bundle, before, graph, fit.temperature());
      rungs.add(
          new Rung(
              before
                  .withGraph(graph)
                  .withCalibration(calibration(before, fit, evaluation.dataset())),
              graph));
    }
    return new BundleWriter(bundle.directory())
        .write(
            bundle.ladder().name(),
            release.orElseGet(() -> Rungs.contentHash(rungs, bundle.labels())),
            bundle.labels(),
            rungs);
  }

  private static byte[] divided(
      LadderBundle bundle, VariantSpec variant, SortedMap<Integer, Double> temperatures)
      throws IOException {
    try {
      return SoftmaxTemperature.divide(
          bundle.readModel(variant), variant.input().name(), variant.output().name(), temperatures);
    } catch (IllegalArgumentException e) {
      throw cannotBeCalibrated(bundle, variant, e);
    }
  }

  private static void check(
      LadderBundle bundle, VariantSpec variant, byte[] after, double temperature)
      throws IOException {
    try {
      TemperatureCheck.check(variant, bundle.readModel(variant), after, temperature);
    } catch (IllegalArgumentException e) {
      throw cannotBeCalibrated(bundle, variant, e);
    }
  }

  private static UnusableModelException cannotBeCalibrated(
      LadderBundle bundle, VariantSpec variant, IllegalArgumentException cause) {
    return new UnusableModelException(
        bundle.modelFile(variant), "cannot be calibrated: " + cause.getMessage(), cause);
  }

  private static Calibration calibration(VariantSpec before, TemperatureFit fit, String dataset) {
    double already = before.calibration() == null ? 1 : before.calibration().temperature();
    return new Calibration(already * fit.temperature(), fit.after().ece(), fit.tested(), dataset);
  }

  private static InvalidDatasetException tooFew(Evaluation evaluation) {
    return new InvalidDatasetException(
        evaluation.dataset(),
        "holds %d images, too few to fit a temperature on; give at least %d"
            .formatted(evaluation.images(), Halves.LEAST_IMAGES),
        null);
  }
}
