package io.widthwise.models.onnx;

import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.Window;
import java.util.HashMap;
import java.util.Map;

/** What writers share: attributes, and weights in ONNX's order of axes. */
public final class Layout {
  /** Axes that turn {@code [N, height, width, channels]} into {@code [N, channels, ...]}. */
  static final long[] NHWC_TO_NCHW = {0, 3, 1, 2};

  private Layout() {}

  static Map<String, Object> attributes(Window window) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", new long[] {window.height(), window.width()});
    attributes.put("strides", new long[] {window.strideRows(), window.strideColumns()});
    attributes.put(
        "pads", new long[] {window.top(), window.left(), window.bottom(), window.right()});
    return attributes;
  }

  static Map<String, Object> attributes(Convolution layer) {
    Map<String, Object> attributes = attributes(layer.window());
    attributes.put("group", layer.depthwise() ? (long) layer.input().channels() : 1L);
    return attributes;
  }

  /** Shape of the weights, {@code [outputs, inputs a group, rows, columns]}. */
  static long[] weightShape(Convolution layer) {
    return new long[] {
      layer.output().channels(), inputs(layer), layer.window().height(), layer.window().width()
    };
  }

  /**
   * Returns where the weight lies in the network's order (dense {@code [outputs, rows, columns,
   * inputs]}, depthwise {@code [rows, columns, channels]}) that ONNX wants at each place.
   */
  public static int[] weightOrder(Convolution layer) {
    int outputs = layer.output().channels();
    int inputs = inputs(layer);
    int pixels = layer.window().height() * layer.window().width();
    int[] order = new int[outputs * inputs * pixels];
    int next = 0;
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          order[next++] =
              layer.depthwise()
                  ? pixel * outputs + output
                  : (output * pixels + pixel) * inputs + input;
        }
      }
    }
    return order;
  }

  private static int inputs(Convolution layer) {
    return layer.depthwise() ? 1 : layer.input().channels();
  }
}
