package io.widthwise.models.floating;

import static io.widthwise.models.floating.OnnxChain.describe;
import static io.widthwise.models.floating.OnnxChain.integer;
import static io.widthwise.models.floating.OnnxChain.integers;
import static io.widthwise.models.floating.OnnxChain.real;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Follows a chain from pixels to classes, folding what can be folded. */
final class ChainReader {
  private static final String SUPPORTED =
      "supported are Conv, BatchNormalization, Relu, Clip from 0 to 6, Pad, a global average"
          + " (GlobalAveragePool or ReduceMean), Gemm, MatMul, Add, Softmax, and reshaping";
  private static final int[] NO_PADS = {0, 0, 0, 0};

  private enum Stage {
    PIXELS,
    MAPS,
    FEATURES,
    LOGITS,
    PROBABILITIES
  }

  private final OnnxChain chain;
  private final List<FloatConvolution> layers = new ArrayList<>();
  private PixelNormalisation normalisation;
  private Stage stage = Stage.PIXELS;
  private int[] pads = NO_PADS;
  private FloatDense classifier;

  ChainReader(OnnxChain chain, PixelNormalisation normalisation) {
    this.chain = chain;
    this.normalisation = normalisation;
  }

  FloatNetwork read(String input, List<String> outputs) throws Refused {
    String value = input;
    while (!outputs.contains(value)) {
      Optional<NodeProto> node = chain.next(value);
      if (node.isEmpty()) {
        throw new Refused("leads nowhere: nothing reads '%s'".formatted(value));
      }
      take(node.get());
      value = node.get().getOutput(0);
    }
    if (classifier == null) {
      throw new Refused("has no classifier: after the global average, Gemm, MatMul or Conv 1x1");
    }
    return new FloatNetwork(normalisation.mean(), normalisation.scale(), layers, classifier);
  }

  private void take(NodeProto node) throws Refused {
    switch (node.getOpType()) {
      case "Identity", "Dropout", "Cast" -> {}
      case "Transpose" -> transpose(node);
      case "Conv" -> convolution(node);
      case "BatchNormalization" -> batchNormalisation(node);
      case "Relu" -> activate(node, FloatActivation.RELU);
      case "Clip" -> clip(node);
      case "Pad" -> pad(node);
      case "Sub", "Add", "Mul", "Div" -> arithmetic(node);
      case "DequantizeLinear" -> dequantise(node);
      case "GlobalAveragePool" -> pool(node);
      case "ReduceMean" -> reduceMean(node);
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> reshape(node);
      case "Gemm" -> gemm(node);
      case "MatMul" -> matMul(node);
      case "Softmax" -> advance(node, Stage.LOGITS, Stage.PROBABILITIES);
      default -> throw unsupported(node);
    }
  }

  private void transpose(NodeProto node) throws Refused {
    boolean channelsFirst = integers(node, "perm", List.of()).equals(List.of(0L, 3L, 1L, 2L));
    boolean vector = stage == Stage.FEATURES;
    if (!vector && !(stage == Stage.PIXELS && channelsFirst)) {
      throw misplaced(node);
    }
  }

  private void convolution(NodeProto node) throws Refused {
    if (stage == Stage.FEATURES) {
      FloatConvolution layer = new ConvReader(chain).read(node, features(), pads);
      if (layer.kernel() != 1 || layer.depthwise()) {
        throw misplaced(node);
      }
      setClassifier(layer.weights(), layer.bias(), layer.outputs());
      return;
    }
    require(node, stage == Stage.PIXELS || stage == Stage.MAPS);
    int inputs = layers.isEmpty() ? FloatNetwork.COLOURS : features();
    layers.add(new ConvReader(chain).read(node, inputs, pads));
    pads = NO_PADS;
    stage = Stage.MAPS;
  }

  /** y = gamma (x - mean) / sqrt(variance + epsilon) + beta. */
  private void batchNormalisation(NodeProto node) throws Refused {
    require(node, linear());
    float epsilon = real(node, "epsilon", 1e-5f);
    float[] gamma = chain.constant(node, 1);
    float[] beta = chain.constant(node, 2);
    float[] mean = chain.constant(node, 3);
    float[] variance = chain.constant(node, 4);
    float[] factors = new float[features()];
    float[] terms = new float[features()];
    for (float[] values : List.of(gamma, beta, mean, variance)) {
      requireChannels(node, values);
    }
    for (int i = 0; i < factors.length; i++) {
      double factor = gamma[i] / Math.sqrt((double) variance[i] + epsilon);
      factors[i] = (float) factor;
      terms[i] = (float) (beta[i] - mean[i] * factor);
    }
    fold(factors, terms);
  }

  /** Multiplies and shifts what the last layer yields. */
  private void fold(float[] factors, float[] terms) {
    FloatConvolution layer = layers.get(layers.size() - 1);
    float[] weights = layer.weights().clone();
    float[] bias = layer.bias().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factors[i / layer.weightsAnOutput()];
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = bias[i] * factors[i] + terms[i];
    }
    layers.set(layers.size() - 1, layer.with(weights, bias));
  }

  private boolean linear() {
    return stage == Stage.MAPS
        && Arrays.equals(pads, NO_PADS)
        && layers.get(layers.size() - 1).activation() == FloatActivation.NONE;
  }

  private void activate(NodeProto node, FloatActivation activation) throws Refused {
    require(node, linear());
    layers.set(layers.size() - 1, layers.get(layers.size() - 1).with(activation));
  }

  private void clip(NodeProto node) throws Refused {
    float low =
        chain
            .optionalConstant(node, 1)
            .map(values -> values[0])
            .orElse(real(node, "min", Float.NEGATIVE_INFINITY));
    float high =
        chain
            .optionalConstant(node, 2)
            .map(values -> values[0])
            .orElse(real(node, "max", Float.POSITIVE_INFINITY));
    if (low != 0 || !(high == 6 || high >= Float.MAX_VALUE)) {
      throw new Refused(
          "cannot be used: %s clips from %s to %s; supported is from 0, to 6 or without bound"
              .formatted(describe(node), low, high));
    }
    activate(node, high == 6 ? FloatActivation.RELU6 : FloatActivation.RELU);
  }

  private void pad(NodeProto node) throws Refused {
    require(node, stage == Stage.PIXELS || stage == Stage.MAPS);
    float[] all =
        node.getInputCount() > 1
            ? chain.constant(node, 1)
            : floats(integers(node, "pads", List.of()));
    float value =
        chain.optionalConstant(node, 2).map(values -> values[0]).orElse(real(node, "value", 0));
    boolean spatial = all.length == 8 && all[0] == 0 && all[1] == 0 && all[4] == 0 && all[5] == 0;
    if (!spatial || value != 0) {
      throw new Refused(
          "cannot be used: %s must pad rows and columns with zeros".formatted(describe(node)));
    }
    pads =
        new int[] {
          pads[0] + (int) all[2],
          pads[1] + (int) all[3],
          pads[2] + (int) all[6],
          pads[3] + (int) all[7]
        };
  }

  private static float[] floats(List<Long> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private void arithmetic(NodeProto node) throws Refused {
    boolean constantFirst = chain.isConstant(node.getInput(0));
    boolean commutes = node.getOpType().equals("Add") || node.getOpType().equals("Mul");
    if (constantFirst && !commutes) {
      throw misplaced(node);
    }
    float[] values = chain.constant(node, constantFirst ? 0 : 1);
    float[] terms = new float[values.length];
    float[] factors = new float[values.length];
    Arrays.fill(factors, 1);
    for (int i = 0; i < values.length; i++) {
      switch (node.getOpType()) {
        case "Add" -> terms[i] = values[i];
        case "Sub" -> terms[i] = -values[i];
        case "Mul" -> factors[i] = values[i];
        default -> factors[i] = 1 / values[i];
      }
    }
    apply(node, factors, terms);
  }

  private void apply(NodeProto node, float[] factors, float[] terms) throws Refused {
    if (stage == Stage.PIXELS) {
      require(node, factors.length == 1 || factors.length == FloatNetwork.COLOURS);
      require(node, Arrays.equals(pads, NO_PADS));
      normalisation = normalisation.times(factors).minus(negated(terms));
    } else if (linear()) {
      fold(spread(node, factors, features()), spread(node, terms, features()));
    } else if (stage == Stage.LOGITS) {
      scaleLogits(
          spread(node, factors, classifier.classes()), spread(node, terms, classifier.classes()));
    } else {
      throw misplaced(node);
    }
  }

  private static float[] negated(float[] values) {
    float[] negated = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }

  private static float[] spread(NodeProto node, float[] values, int size) throws Refused {
    if (values.length == 1) {
      float[] spread = new float[size];
      Arrays.fill(spread, values[0]);
      return spread;
    }
    require(node, values.length == size);
    return values;
  }

  private void scaleLogits(float[] factors, float[] terms) {
    float[] weights = classifier.weights().clone();
    float[] bias = classifier.bias().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factors[i / classifier.features()];
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = bias[i] * factors[i] + terms[i];
    }
    setClassifier(weights, bias, bias.length);
  }

  private void dequantise(NodeProto node) throws Refused {
    require(node, stage == Stage.PIXELS);
    float[] zero = chain.optionalConstant(node, 2).orElse(new float[] {0});
    normalisation = normalisation.minus(zero).times(chain.constant(node, 1));
  }

  private void pool(NodeProto node) throws Refused {
    require(node, Arrays.equals(pads, NO_PADS));
    advance(node, Stage.MAPS, Stage.FEATURES);
  }

  private void reduceMean(NodeProto node) throws Refused {
    float[] axes =
        chain.optionalConstant(node, 1).orElse(floats(integers(node, "axes", List.of())));
    boolean spatial =
        Arrays.equals(axes, new float[] {2, 3}) || Arrays.equals(axes, new float[] {-2, -1});
    require(node, spatial);
    pool(node);
  }

  private void reshape(NodeProto node) throws Refused {
    require(node, stage.compareTo(Stage.FEATURES) >= 0);
  }

  private void gemm(NodeProto node) throws Refused {
    require(node, stage == Stage.FEATURES && integer(node, "transA", 0) == 0);
    float alpha = real(node, "alpha", 1);
    float beta = real(node, "beta", 1);
    boolean classesFirst = integer(node, "transB", 0) == 1;
    dense(node, classesFirst);
    float[] bias = chain.optionalConstant(node, 2).orElse(new float[] {0});
    float[] terms = spread(node, bias, classifier.classes()).clone();
    for (int i = 0; i < terms.length; i++) {
      terms[i] *= beta;
    }
    float[] factors = new float[terms.length];
    Arrays.fill(factors, alpha);
    scaleLogits(factors, terms);
  }

  private void matMul(NodeProto node) throws Refused {
    require(node, stage == Stage.FEATURES);
    dense(node, false);
  }

  private void dense(NodeProto node, boolean classesFirst) throws Refused {
    float[] given = chain.constant(node, 1);
    List<Long> shape = chain.shape(node, 1);
    require(node, shape.size() == 2 && shape.get(classesFirst ? 1 : 0) == features());
    int features = features();
    int classes = given.length / features;
    float[] weights = given;
    if (!classesFirst) {
      weights = new float[given.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = given[i % features * classes + i / features];
      }
    }
    setClassifier(weights, new float[classes], classes);
  }

  private void setClassifier(float[] weights, float[] bias, int classes) {
    classifier = new FloatDense(weights, bias, features(), classes);
    stage = Stage.LOGITS;
  }

  private int features() {
    return layers.get(layers.size() - 1).outputs();
  }

  private void advance(NodeProto node, Stage from, Stage to) throws Refused {
    require(node, stage == from);
    stage = to;
  }

  private void requireChannels(NodeProto node, float[] values) throws Refused {
    if (values.length != features()) {
      throw new Refused(
          "cannot be used: %s has %d values for %d channels"
              .formatted(describe(node), values.length, features()));
    }
  }

  private static void require(NodeProto node, boolean fits) throws Refused {
    if (!fits) {
      throw misplaced(node);
    }
  }

  private static Refused misplaced(NodeProto node) {
    return new Refused(
        "cannot be used: %s does not fit where it stands in a chain of convolutions, global average, classifier and softmax"
            .formatted(describe(node)));
  }

  private static Refused unsupported(NodeProto node) {
    return new Refused("cannot be used: %s; %s".formatted(describe(node), SUPPORTED));
  }
}
