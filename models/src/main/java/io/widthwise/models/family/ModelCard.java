package io.widthwise.models.family;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.train.Recipe;
import io.widthwise.models.train.TrainedNetwork;
import java.util.List;
import java.util.Locale;

/**
 * Tells people what a family can and cannot do: a Markdown page beside the bundle.
 *
 * @param served the bundle
 * @param full evaluation of every variant in both precisions
 * @param recipes it was trained by, one a network
 * @param trainedOn which pictures it learned
 * @param trained the networks
 */
public record ModelCard(
    LadderBundle served,
    Evaluation full,
    List<Recipe> recipes,
    String trainedOn,
    List<TrainedNetwork> trained) {
  /** Name of the page. */
  public static final String FILE = "MODEL_CARD.md";

  /** Returns the page. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        "# %s, release %s%n%n".formatted(served.ladder().name(), served.ladder().release()));
    page.append(
        """
        MobileNet V1 classifiers of %d classes, written by `./widthwise models train`.

        **Classes:** %s.

        **Learned from:** %s. **Accuracy measured on:** %s, none of them learned. The class of the
        one labelled thing in a picture's central square is asked for.

        ## Rungs served

        Each is more accurate than everything cheaper. Accuracy is that of this bundle's own files;
        one standard error is at most %.1f points.

        | rung | top-1 %% | top-5 %% | million multiply-adds | expected calibration error %% |
        | --- | --- | --- | --- | --- |
        """
            .formatted(
                served.labels().size(),
                String.join(", ", served.labels()),
                trainedOn,
                full.dataset(),
                100 * Math.sqrt(0.25 / full.images())));
    for (VariantSpec variant : served.ladder().variants()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.1f | %.1f |%n",
              variant.key(),
              100 * variant.accuracy().top1(),
              100 * variant.accuracy().top5(),
              variant.multiplyAdds() / 1e6,
              100
                  * evaluation(variant.width(), variant.resolution(), Precision.INT8)
                      .reliability()
                      .ece()));
    }
    appendPrecisions(page);
    appendTraining(page);
    return page.toString();
  }

  private void appendPrecisions(StringBuilder page) {
    page.append(
        """

        ## int8 against fp32

        All rungs in one run, one thread, times from pixels to labels on the host that trained.

        | width@resolution | int8 top-1 % | fp32 top-1 % | points lost | int8 µs | fp32 µs | int8 is faster by |
        | --- | --- | --- | --- | --- | --- | --- |
        """);
    for (VariantEvaluation fp32 : full.variants()) {
      if (fp32.variant().precision() == Precision.FP32) {
        VariantEvaluation int8 =
            evaluation(fp32.variant().width(), fp32.variant().resolution(), Precision.INT8);
        page.append(
            String.format(
                Locale.ROOT,
                "| %s@%d | %.1f | %.1f | %.1f | %d | %d | %.2f |%n",
                fp32.variant().width(),
                fp32.variant().resolution(),
                100 * int8.top1(),
                100 * fp32.top1(),
                100 * (fp32.top1() - int8.top1()),
                int8.inferenceMicrosP50(),
                fp32.inferenceMicrosP50(),
                (double) fp32.inferenceMicrosP50() / int8.inferenceMicrosP50()));
      }
    }
  }

  private void appendTraining(StringBuilder page) {
    page.append("%n## Training%n%n".formatted());
    recipes.forEach(recipe -> page.append("    %s%n".formatted(recipe)));
    page.append("%n".formatted());
    for (TrainedNetwork network : trained) {
      page.append(
          String.format(
              Locale.ROOT,
              "- width %s: the fp32 ONNX graph differs from the trainer's own forward pass by at most %.1e of a probability.%n",
              network.shape().width(),
              network.exportError()));
    }
    page.append(
        """

        ## Limits

        A picture must hold exactly one thing of the classes above; whatever else it is shown, the
        network names one of them. Rendered pictures are not photographs: a fleet that wants to
        recognise real signs trains on its own pictures (`models train --data`).
        """);
  }

  private VariantEvaluation evaluation(double width, int resolution, Precision precision) {
    return full.variants().stream()
        .filter(
            each ->
                each.variant().width() == width
                    && each.variant().resolution() == resolution
                    && each.variant().precision() == precision)
        .findFirst()
        .orElseThrow();
  }
}
