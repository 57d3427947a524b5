package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import java.io.IOException;
import java.util.List;

/** Writes what was measured into the bundle's manifest. */
public final class AccuracyRecorder {
  private AccuracyRecorder() {}

  /**
   * Records the accuracy of every variant measured.
   *
   * @param dataset which images, for people
   * @return the bundle with its new manifest
   */
  public static LadderBundle record(
      LadderBundle bundle, List<VariantEvaluation> evaluations, String dataset) throws IOException {
    List<VariantSpec> measured =
        evaluations.stream()
            .map(evaluation -> evaluation.variant().withAccuracy(evaluation.accuracy(dataset)))
            .toList();
    return new BundleWriter(bundle.directory())
        .writeManifest(bundle.ladder().withVariants(measured));
  }
}
