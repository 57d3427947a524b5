package io.widthwise.bench.factorisation;

import ai.onnxruntime.OrtException;
import io.widthwise.bench.factorisation.FactorisationReport.Comparison;
import io.widthwise.models.mobilenet.Body;
import io.widthwise.models.mobilenet.Cost;
import io.widthwise.models.mobilenet.CostModel;
import io.widthwise.models.mobilenet.LayerSpec;
import io.widthwise.models.mobilenet.MobileNetV1;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Times MobileNets (arXiv 1704.04861) with depthwise separable convolutions and with full ones
 * ("Conv MobileNet" of the paper's Table 4), the two of a pair in turns, so that a disturbance of
 * the machine meets both alike.
 */
final class FactorisationBenchmark {
  private static final int WARM_UP_RUNS = 3;
  private static final int CLASSES = 1000;

  /** The paper's example: kernel 3, feature map 128, 64 channels to 128. */
  private static final int KERNEL = 3;

  private static final int SIDE = 128;
  private static final int INPUTS = 64;
  private static final int OUTPUTS = 128;

  private final int turns;
  private final Consumer<String> progress;

  /**
   * Prepares.
   *
   * @param turns timed runs of each network
   * @param progress told what is measured next
   */
  FactorisationBenchmark(int turns, Consumer<String> progress) {
    this.turns = turns;
    this.progress = progress;
  }

  FactorisationReport run(List<Double> widths, List<Integer> resolutions) throws OrtException {
    Comparison layer = layer();
    List<Comparison> networks = new ArrayList<>();
    for (double width : widths) {
      for (int resolution : resolutions) {
        networks.add(network(new MobileNetV1(width, resolution, CLASSES)));
      }
    }
    return new FactorisationReport(turns, layer, networks);
  }

  private Comparison network(MobileNetV1 separable) throws OrtException {
    MobileNetV1 full = separable.with(Body.FULL_CONVOLUTIONS);
    double[] millis =
        medianMillis(
            separable.id(), separable.resolution(), List.of(full.layers(), separable.layers()));
    return new Comparison(
        separable.id(),
        CostModel.of(full).total().multiplyAdds(),
        CostModel.of(separable).total().multiplyAdds(),
        millis[0],
        millis[1]);
  }

  /**
   * The layer stands in the smallest network that has its input: colours, a 1x1 convolution to its
   * channels, the layer, pooling. What that takes without the layer is subtracted.
   */
  private Comparison layer() throws OrtException {
    String name = "one layer, 3x3, 128x128, 64 to 128";
    List<LayerSpec> full = List.of(LayerSpec.convolution("full", KERNEL, 1, INPUTS, OUTPUTS, SIDE));
    List<LayerSpec> separable =
        List.of(
            LayerSpec.depthwise("depthwise", KERNEL, 1, INPUTS, SIDE),
            LayerSpec.pointwise("pointwise", INPUTS, OUTPUTS, SIDE));
    double[] millis =
        medianMillis(name, SIDE, List.of(around(full), around(separable), around(List.of())));
    return new Comparison(
        name,
        multiplyAdds(full),
        multiplyAdds(separable),
        millis[0] - millis[2],
        millis[1] - millis[2]);
  }

  private static List<LayerSpec> around(List<LayerSpec> layers) {
    int channels = layers.isEmpty() ? INPUTS : OUTPUTS;
    List<LayerSpec> all = new ArrayList<>();
    all.add(LayerSpec.pointwise("colours", 3, INPUTS, SIDE));
    all.addAll(layers);
    all.add(LayerSpec.pool("pool", channels, SIDE));
    all.add(LayerSpec.fullyConnected("classifier", channels, 2));
    return all;
  }

  private static long multiplyAdds(List<LayerSpec> layers) {
    return layers.stream().map(CostModel::of).mapToLong(Cost::multiplyAdds).sum();
  }

  private double[] medianMillis(String name, int side, List<List<LayerSpec>> networks)
      throws OrtException {
    progress.accept(name);
    List<Runner> runners = new ArrayList<>();
    try {
      for (List<LayerSpec> layers : networks) {
        runners.add(new Runner(new RandomWeights().network(layers), side, turns));
      }
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        for (Runner runner : runners) {
          runner.warmUp();
        }
      }
      for (int turn = 0; turn < turns; turn++) {
        for (Runner runner : runners) {
          runner.run();
        }
      }
      return runners.stream().mapToDouble(Runner::medianMillis).toArray();
    } finally {
      for (Runner runner : runners) {
        runner.close();
      }
    }
  }
}
