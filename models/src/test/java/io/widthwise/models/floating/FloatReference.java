package io.widthwise.models.floating;

/** The forward pass in plain Java, double precision, as slow and as plain as can be. */
public final class FloatReference {
  private FloatReference() {}

  /** Feature map {@code [channels, height, width]}. */
  private record Map(double[] values, int channels, int height, int width) {
    double at(int channel, int row, int column) {
      boolean inside = row >= 0 && row < height && column >= 0 && column < width;
      return inside ? values[(channel * height + row) * width + column] : 0;
    }
  }

  /** Returns the probabilities of one image {@code [height, width, 3]}. */
  public static double[] probabilities(FloatNetwork network, byte[] pixels, int height, int width) {
    double[] logits = logits(network, pixels, height, width);
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - highest);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return logits;
  }

  /** Returns the logits of one image {@code [height, width, 3]}. */
  public static double[] logits(FloatNetwork network, byte[] pixels, int height, int width) {
    Map map = normalise(network, pixels, height, width);
    for (FloatConvolution layer : network.convolutions()) {
      map = convolve(layer, map);
    }
    FloatDense dense = network.classifier();
    double[] logits = new double[dense.classes()];
    int area = map.height * map.width;
    for (int feature = 0; feature < dense.features(); feature++) {
      double mean = 0;
      for (int i = 0; i < area; i++) {
        mean += map.values[feature * area + i] / area;
      }
      for (int i = 0; i < logits.length; i++) {
        logits[i] += mean * dense.weights()[i * dense.features() + feature];
      }
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] += dense.bias()[i];
    }
    return logits;
  }

  private static Map normalise(FloatNetwork network, byte[] pixels, int height, int width) {
    double[] values = new double[3 * height * width];
    for (int i = 0; i < height * width; i++) {
      for (int c = 0; c < 3; c++) {
        double pixel = Byte.toUnsignedInt(pixels[3 * i + c]);
        values[c * height * width + i] = (pixel - network.mean()[c]) * network.scale()[c];
      }
    }
    return new Map(values, 3, height, width);
  }

  private static Map convolve(FloatConvolution layer, Map in) {
    int k = layer.kernel();
    int height = (in.height + layer.padTop() + layer.padBottom() - k) / layer.stride() + 1;
    int width = (in.width + layer.padLeft() + layer.padRight() - k) / layer.stride() + 1;
    int depth = layer.depthwise() ? 1 : layer.inputs();
    double[] values = new double[layer.outputs() * height * width];
    int next = 0;
    for (int out = 0; out < layer.outputs(); out++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          double sum = layer.bias()[out];
          for (int d = 0; d < depth; d++) {
            for (int tap = 0; tap < k * k; tap++) {
              sum +=
                  layer.weights()[(out * depth + d) * k * k + tap]
                      * in.at(
                          layer.depthwise() ? out : d,
                          row * layer.stride() - layer.padTop() + tap / k,
                          column * layer.stride() - layer.padLeft() + tap % k);
            }
          }
          values[next++] = active(layer.activation(), sum);
        }
      }
    }
    return new Map(values, layer.outputs(), height, width);
  }

  private static double active(FloatActivation activation, double value) {
    return switch (activation) {
      case NONE -> value;
      case RELU -> Math.max(0, value);
      case RELU6 -> Math.min(6, Math.max(0, value));
    };
  }
}
