package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import io.widthwise.models.floating.FloatActivation;
import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.floating.FloatDense;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.mobilenet.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/** Takes a trained network out of the engine, with batch normalisation folded into weights. */
final class FloatExport {
  private FloatExport() {}

  static FloatNetwork of(TrainableNetwork network) {
    List<FloatConvolution> convolutions = new ArrayList<>();
    for (TrainableLayer layer : network.layers()) {
      convolutions.add(folded(layer));
    }
    int features = convolutions.get(convolutions.size() - 1).outputs();
    return new FloatNetwork(
        perChannel(TrainableNetwork.PIXEL_MEAN),
        perChannel(1 / TrainableNetwork.PIXEL_RANGE),
        convolutions,
        new FloatDense(
            floats(network.scores()), floats(network.bias()), features, network.shape().classes()));
  }

  private static FloatConvolution folded(TrainableLayer layer) {
    LayerSpec spec = layer.spec();
    float[] weights = floats(layer.kernel()).clone();
    float[] gain = floats(layer.norm().gain());
    float[] offset = floats(layer.norm().offset());
    float[] mean = floats(layer.norm().mean());
    float[] variance = floats(layer.norm().variance());
    float[] bias = new float[spec.outputChannels()];
    int each = weights.length / bias.length;
    for (int output = 0; output < bias.length; output++) {
      double factor = gain[output] / Math.sqrt(variance[output] + TrainableLayer.EPSILON);
      for (int i = output * each; i < (output + 1) * each; i++) {
        weights[i] = (float) (weights[i] * factor);
      }
      bias[output] = (float) (offset[output] - mean[output] * factor);
    }
    int padding = spec.kernel() / 2;
    return new FloatConvolution(
        spec.name(),
        spec.inputChannels(),
        spec.outputChannels(),
        spec.kernel(),
        spec.stride(),
        padding,
        padding,
        padding,
        padding,
        layer.depthwise(),
        weights,
        bias,
        FloatActivation.RELU);
  }

  private static float[] floats(NDArray array) {
    return array.toFloatArray();
  }

  private static float[] perChannel(float value) {
    return new float[] {value, value, value};
  }
}
