package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.widthwise.models.mobilenet.LayerKind;
import io.widthwise.models.mobilenet.LayerSpec;
import io.widthwise.models.mobilenet.MobileNetV1;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The weights of one or more widths. One width alone is an ordinary network; of several, the
 * narrower use the first channels of the wider ones' kernels and have batch normalisations of their
 * own: a slimmable network (Yu et al., ICLR 2019, arXiv 1812.08928).
 */
final class SharedWeights {
  private static final int ANY_RESOLUTION = 32;
  private static final double CLASSIFIER_DEVIATION = 0.01;

  private final List<Parameter> parameters = new ArrayList<>();
  private final List<NDArray> statistics = new ArrayList<>();
  private final List<TrainableNetwork> networks = new ArrayList<>();

  /**
   * Draws fresh weights.
   *
   * @param widths in the order in which {@link #networks} will be
   * @param seed decides the weights
   */
  SharedWeights(NDManager manager, List<Double> widths, int classes, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double widest = widths.stream().max(Double::compare).orElseThrow();
    List<NDArray> kernels = new ArrayList<>();
    for (LayerSpec spec : convolutions(new MobileNetV1(widest, ANY_RESOLUTION, classes))) {
      boolean depthwise = spec.kind() == LayerKind.DEPTHWISE;
      int inputs = depthwise ? 1 : spec.inputChannels();
      Shape shape = new Shape(spec.outputChannels(), inputs, spec.kernel(), spec.kernel());
      double fanIn = (double) inputs * spec.kernel() * spec.kernel();
      NDArray kernel = normal(manager, random, shape, Math.sqrt(2 / fanIn));
      kernels.add(kernel);
      parameters.add(new Parameter(kernel, !depthwise));
    }
    int features = (int) kernels.get(kernels.size() - 1).getShape().get(0);
    NDArray classifier =
        normal(manager, random, new Shape(classes, features), CLASSIFIER_DEVIATION);
    parameters.add(new Parameter(classifier, true));
    for (double width : widths) {
      networks.add(
          network(manager, new MobileNetV1(width, ANY_RESOLUTION, classes), kernels, classifier));
    }
  }

  private TrainableNetwork network(
      NDManager manager, MobileNetV1 shape, List<NDArray> kernels, NDArray classifier) {
    List<LayerSpec> specs = convolutions(shape);
    List<TrainableLayer> layers = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      Shape channels = new Shape(specs.get(i).outputChannels());
      TrainableLayer.Norm norm =
          new TrainableLayer.Norm(
              manager.ones(channels),
              manager.zeros(channels),
              manager.zeros(channels),
              manager.ones(channels));
      parameters.add(new Parameter(norm.gain(), false));
      parameters.add(new Parameter(norm.offset(), false));
      statistics.add(norm.mean());
      statistics.add(norm.variance());
      layers.add(new TrainableLayer(specs.get(i), kernels.get(i), norm));
    }
    NDArray bias = manager.zeros(new Shape(shape.classes()));
    parameters.add(new Parameter(bias, false));
    return new TrainableNetwork(shape, List.copyOf(layers), classifier, bias);
  }

  private static List<LayerSpec> convolutions(MobileNetV1 shape) {
    return shape.layers().stream()
        .filter(
            layer ->
                layer.kind() == LayerKind.CONVOLUTION
                    || layer.kind() == LayerKind.DEPTHWISE
                    || layer.kind() == LayerKind.POINTWISE)
        .toList();
  }

  private static NDArray normal(
      NDManager manager, RandomGenerator random, Shape shape, double deviation) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return manager.create(values, shape);
  }

  List<TrainableNetwork> networks() {
    return networks;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Returns everything that a checkpoint must hold, in an order that never changes. */
  NDList state() {
    NDList state = new NDList();
    for (Parameter parameter : parameters) {
      state.add(parameter.value());
      state.add(parameter.mean());
      state.add(parameter.variance());
    }
    state.addAll(statistics);
    return state;
  }
}
