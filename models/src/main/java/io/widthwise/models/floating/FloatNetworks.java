package io.widthwise.models.floating;

import io.widthwise.models.network.Activation;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.Filter;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import io.widthwise.models.onnx.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns 8-bit TensorFlow Lite networks into the floating-point chains that they stand for. */
public final class FloatNetworks {
  private FloatNetworks() {}

  /**
   * Returns the real values of a network's weights; what rounding cost when it was made is lost for
   * good.
   *
   * @param network MobileNet V1 with its classifier
   * @throws IllegalArgumentException if it is no chain of convolutions, a global average pool and a
   *     classifier
   */
  public static FloatNetwork fromTflite(Network network) {
    List<Layer> layers = network.layers();
    int last = layers.size() - 1;
    if (!network.hasClassifier()
        || !(layers.get(last - 1) instanceof AveragePool pool && pool.isGlobal())) {
      throw new IllegalArgumentException(
          "the network does not end in a global pool and classifier");
    }
    List<FloatConvolution> convolutions = new ArrayList<>();
    for (Layer layer : layers.subList(0, last - 1)) {
      if (!(layer instanceof Convolution convolution)) {
        throw new IllegalArgumentException(
            layer.output().name()
                + " is no convolution; only chains like MobileNet V1 are supported");
      }
      convolutions.add(convolution(convolution));
    }
    Convolution dense = (Convolution) network.last();
    float[] scale = new float[FloatNetwork.COLOURS];
    float[] mean = new float[FloatNetwork.COLOURS];
    Arrays.fill(scale, network.input().quantization().scale());
    Arrays.fill(mean, network.input().quantization().zeroPoint());
    return new FloatNetwork(
        mean,
        scale,
        convolutions,
        new FloatDense(
            weights(dense), bias(dense), dense.input().channels(), dense.output().channels()));
  }

  private static FloatConvolution convolution(Convolution layer) {
    Window window = layer.window();
    if (window.height() != window.width() || window.strideRows() != window.strideColumns()) {
      throw new IllegalArgumentException(
          layer.output().name() + " has a kernel that is not square");
    }
    return new FloatConvolution(
        layer.output().name(),
        layer.input().channels(),
        layer.output().channels(),
        window.height(),
        window.strideRows(),
        window.top(),
        window.left(),
        window.bottom(),
        window.right(),
        layer.depthwise(),
        weights(layer),
        bias(layer),
        layer.activation() == Activation.RELU6 ? FloatActivation.RELU6 : FloatActivation.NONE);
  }

  private static float[] weights(Convolution layer) {
    Quantization quantization = layer.filter().quantization();
    int[] order = Layout.weightOrder(layer);
    float[] weights = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      int steps = Byte.toUnsignedInt(layer.filter().weights()[order[i]]) - quantization.zeroPoint();
      weights[i] = steps * quantization.scale();
    }
    return weights;
  }

  private static float[] bias(Convolution layer) {
    Filter filter = layer.filter();
    double scale = (double) layer.input().quantization().scale() * filter.quantization().scale();
    float[] bias = new float[filter.bias().length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (filter.bias()[i] * scale);
    }
    return bias;
  }
}
