package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.UnusableModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts an ONNX classifier into a bundle, new or there already. The model is checked, wrapped where
 * it is not yet a graph of a bundle, run on a picture, and only then written.
 */
public final class ModelAdder {
  private static final Set<String> QUANTISED =
      Set.of(
          "QLinearConv",
          "QLinearMatMul",
          "QGemm",
          "ConvInteger",
          "MatMulInteger",
          "QuantizeLinear",
          "DynamicQuantizeLinear");

  /** Nothing that is known: the graph takes raw pixels and does with them what it does. */
  private static final Normalisation INSIDE =
      new Normalisation(Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0), true);

  private ModelAdder() {}

  /** Measures a variant that is alone in a bundle. */
  @FunctionalInterface
  public interface Measurement {
    /** Returns the accuracy of the one variant of {@code trial}. */
    Accuracy of(LadderBundle trial) throws IOException;
  }

  /**
   * Adds a model to the bundle in {@code directory}.
   *
   * @param measurement how to measure its accuracy, or empty to take what {@code options} tell
   * @throws UnusableModelException if the model cannot become a variant, or the bundle has such a
   *     variant already and {@code options} do not force it; nothing is written then
   * @throws io.widthwise.inference.bundle.InvalidBundleException if the bundle there is damaged
   * @throws io.widthwise.inference.classify.InferenceException if the model cannot be served
   */
  public static AddedModel add(
      Path onnx, Path directory, AddOptions options, Optional<Measurement> measurement)
      throws IOException {
    ForeignModel model = ForeignModel.read(onnx);
    TargetBundle target =
        TargetBundle.at(
            directory,
            options,
            ScoreOutput.fixedClasses(model.output(options.output().orElse(null))));
    List<String> changes = new ArrayList<>();
    Rung rung = rung(model, target.labels().size(), options, changes);
    target.requireRoomFor(rung.variant(), options.force());
    VariantSpec variant = rung.variant();
    try (Trial trial = Trial.of(rung, target.labels())) {
      trial.requireProbabilities(onnx);
      if (measurement.isPresent()) {
        variant = variant.withAccuracy(measurement.get().of(trial.bundle()));
      }
    }
    LadderBundle bundle = target.with(new Rung(variant, rung.onnx()), options);
    return new AddedModel(bundle, target.named(variant), changes);
  }

  private static Rung rung(
      ForeignModel model, int classes, AddOptions options, List<String> changes)
      throws IOException {
    Path file = model.file();
    int side = side(model, options);
    PictureInput input = PictureInput.of(file, model.input(), side);
    ScoreOutput output =
        ScoreOutput.of(
            file,
            model.graph(),
            model.output(options.output().orElse(null)),
            classes,
            options.scores());
    Normalisation normalisation = normalisation(file, input, options);
    changes.addAll(Changes.of(input, output, normalisation, options.normalisation().isPresent()));
    ModelProto serving =
        ServingGraph.around(model.proto(), input, output, side, classes, normalisation);
    GraphCost cost = cost(file, serving, side, classes);
    byte[] onnx = serving.toByteArray();
    VariantSpec variant =
        VariantSpec.describe(
            onnx,
            options.family(),
            options.width(),
            side,
            options.precision().orElseGet(() -> precision(model.graph())),
            classes,
            normalisation,
            options.resize(),
            cost.multiplyAdds(),
            cost.parameters());
    return new Rung(options.accuracy().map(variant::withAccuracy).orElse(variant), onnx);
  }

  private static int side(ForeignModel model, AddOptions options) throws UnusableModelException {
    Optional<Integer> told = options.resolution();
    Optional<Integer> side = told.isPresent() ? told : PictureInput.fixedSide(model.input());
    return side.orElseThrow(
        () ->
            new UnusableModelException(
                model.file(),
                "takes pictures of any size; say which one this variant is for with --resolution"));
  }

  private static Normalisation normalisation(Path file, PictureInput input, AddOptions options)
      throws UnusableModelException {
    if (input.floats()) {
      return options.normalisation().orElse(Normalisation.MINUS_ONE_TO_ONE);
    }
    if (options.normalisation().isPresent()) {
      throw new UnusableModelException(
          file,
          "takes raw pixels (uint8), so what it does to them is inside already; leave out --mean and --scale");
    }
    return INSIDE;
  }

  private static GraphCost cost(Path file, ModelProto serving, int side, int classes)
      throws UnusableModelException {
    GraphProto graph = serving.getGraph();
    var shapes = GraphProbe.shapes(file, serving, side, GraphCost.values(graph));
    long[] scores = shapes.get(ServingGraph.PROBABILITIES);
    if (scores == null || scores.length != 2 || scores[0] != 1 || scores[1] != classes) {
      throw new UnusableModelException(
          file,
          "gives scores of shape %s for one picture but must give [1, %d], one for each label; export it so, or name its labels with --labels"
              .formatted(Arrays.toString(scores), classes));
    }
    GraphCost cost = GraphCost.of(graph, shapes);
    if (cost.multiplyAdds() == 0 || cost.parameters() == 0) {
      throw new UnusableModelException(
          file,
          "has no convolution and no matrix product with weights, so it is no network that a ladder could rank by cost");
    }
    return cost;
  }

  private static Precision precision(GraphProto graph) {
    return graph.getNodeList().stream().map(NodeProto::getOpType).anyMatch(QUANTISED::contains)
        ? Precision.INT8
        : Precision.FP32;
  }
}
