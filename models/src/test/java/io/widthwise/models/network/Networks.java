package io.widthwise.models.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small networks with random weights. */
public final class Networks {
  private final Random random;
  private final FeatureMap input;
  private final List<Layer> layers = new ArrayList<>();
  private FeatureMap last;

  /** Begins with a {@code side x side} image, quantised as MobileNets' are. */
  public Networks(long seed, int side) {
    random = new Random(seed);
    input = new FeatureMap("image_in", side, side, 3, new Quantization(1 / 128f, 128));
    last = input;
  }

  public FeatureMap last() {
    return last;
  }

  public Networks conv(int channels, int kernel, int stride, Activation activation) {
    return convolution(false, channels, kernel, stride, activation, range(activation));
  }

  public Networks conv(
      int channels, int kernel, int stride, Activation activation, Quantization output) {
    return convolution(false, channels, kernel, stride, activation, output);
  }

  public Networks depthwise(int kernel, int stride) {
    return convolution(
        true, last.channels(), kernel, stride, Activation.RELU6, range(Activation.RELU6));
  }

  public Networks add(FeatureMap other) {
    Addition addition =
        new Addition(
            last,
            other,
            map(last.height(), last.width(), last.channels(), new Quantization(0.05f, 120)),
            Activation.NONE);
    return append(addition);
  }

  public Networks pool(int kernel, int stride, boolean same) {
    Window window =
        same
            ? Window.same(last, kernel, kernel, stride, stride)
            : Window.valid(kernel, kernel, stride, stride);
    return append(
        new AveragePool(
            last,
            map(
                window.outputHeight(last),
                window.outputWidth(last),
                last.channels(),
                last.quantization()),
            window));
  }

  public Network build() {
    return new Network(input, layers);
  }

  private Networks convolution(
      boolean depthwise,
      int channels,
      int kernel,
      int stride,
      Activation activation,
      Quantization output) {
    Window window = Window.same(last, kernel, kernel, stride, stride);
    byte[] weights = new byte[kernel * kernel * channels * (depthwise ? 1 : last.channels())];
    random.nextBytes(weights);
    int[] bias = new int[channels];
    for (int i = 0; i < channels; i++) {
      bias[i] = random.nextInt(4000) - 2000;
    }
    // Scaled so that sums neither vanish nor all saturate.
    double terms = (double) weights.length / channels;
    float scale = (float) (output.scale() / last.quantization().scale() / Math.sqrt(terms) / 75);
    Filter filter = new Filter(weights, new Quantization(scale, 60 + random.nextInt(140)), bias);
    FeatureMap result = map(window.outputHeight(last), window.outputWidth(last), channels, output);
    return append(new Convolution(last, result, filter, window, depthwise, activation));
  }

  /** A MobileNet V1 of width 0.25. */
  public static Network mobileNetV1Quarter(int side, int classes) {
    Networks net = new Networks(side, side).conv(8, 3, 2, Activation.RELU6);
    int[] channels = {16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
    int[] strides = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};
    for (int i = 0; i < channels.length; i++) {
      net.depthwise(3, strides[i]).conv(channels[i], 1, 1, Activation.RELU6);
    }
    return net.classifier(classes);
  }

  /** A MobileNet V2 of width 0.35. */
  public static Network mobileNetV2Narrow(int side, int classes) {
    Networks net = new Networks(side, side).conv(16, 3, 2, Activation.RELU6).depthwise(3, 1);
    net.conv(8, 1, 1, Activation.NONE);
    int[] channels = {8, 16, 24, 32, 56, 112};
    int[] repeats = {2, 3, 4, 3, 3, 1};
    int[] strides = {2, 2, 2, 1, 2, 1};
    for (int i = 0; i < channels.length; i++) {
      for (int repeat = 0; repeat < repeats[i]; repeat++) {
        net.bottleneck(channels[i], repeat == 0 ? strides[i] : 1, repeat > 0);
      }
    }
    return net.conv(1280, 1, 1, Activation.RELU6).classifier(classes);
  }

  private void bottleneck(int channels, int stride, boolean residual) {
    FeatureMap shortcut = last;
    conv(6 * last.channels(), 1, 1, Activation.RELU6).depthwise(3, stride);
    conv(channels, 1, 1, Activation.NONE);
    if (residual) {
      add(shortcut);
    }
  }

  private Network classifier(int classes) {
    return pool(last.height(), 1, false).conv(classes, 1, 1, Activation.NONE).build();
  }

  private static Quantization range(Activation activation) {
    return activation == Activation.RELU6
        ? new Quantization(0.023528477f, 0)
        : new Quantization(0.04f, 117);
  }

  private FeatureMap map(int height, int width, int channels, Quantization quantization) {
    return new FeatureMap("m" + layers.size(), height, width, channels, quantization);
  }

  private Networks append(Layer layer) {
    layers.add(layer);
    last = layer.output();
    return this;
  }
}
