package io.widthwise.models.quantise;

import io.widthwise.models.network.Window;

/**
 * Computes {@code q} neighbouring outputs of the first layer as channels of one: pixels {@code [N,
 * H, W, 3]} are, in the same order of bytes, {@code [N, H, W/2q, 6q]}, so a kernel of three columns
 * and stride 2 becomes one of two columns and stride 1 from {@code 6q} to {@code q * outputs}
 * channels, and its result {@code [N, H/2, W/2q, q * outputs]} is {@code [N, H/2, W/2, outputs]}.
 * Nothing is moved. The sums are the same integers, since only weights of value zero are added; in
 * return the runtime gathers a few long runs of bytes where there were many of three. The width
 * must be a multiple of {@code 2q}.
 */
final class StemFolding {
  private static final int STRIDE = 2;
  private static final int KERNEL = 3;

  private StemFolding() {}

  /** Returns whether the layer can be folded: 3x3, stride 2, at most one column of padding. */
  static boolean applies(QuantisedConvolution layer) {
    Window window = layer.window();
    return !layer.depthwise()
        && window.width() == KERNEL
        && window.strideColumns() == STRIDE
        && window.left() <= 1
        && window.right() == 1;
  }

  /**
   * Returns the layer over folded pixels.
   *
   * @param neighbours {@code q}, outputs of a row that become channels of one
   */
  static QuantisedConvolution fold(QuantisedConvolution layer, int neighbours) {
    Window window = layer.window();
    int rows = window.height();
    int left = window.left();
    int fold = STRIDE * neighbours;
    int channels = layer.inputs() * fold;
    byte[] weights = new byte[neighbours * layer.outputs() * channels * rows * 2];
    for (int neighbour = 0; neighbour < neighbours; neighbour++) {
      for (int from = 0; from < layer.weights().length; from++) {
        int column = from % window.width();
        int row = from / window.width() % rows;
        int input = from / (window.width() * rows) % layer.inputs();
        int output = from / (window.width() * rows * layer.inputs());
        // Pixels right of the first that the folded kernel sees.
        int place = STRIDE * neighbour + column - left + left * fold;
        int channel = place % fold * layer.inputs() + input;
        int plane = (neighbour * layer.outputs() + output) * channels + channel;
        weights[(plane * rows + row) * 2 + place / fold] = layer.weights()[from];
      }
    }
    float[] scales = new float[neighbours * layer.outputs()];
    int[] bias = new int[neighbours * layer.outputs()];
    for (int i = 0; i < bias.length; i++) {
      scales[i] = layer.weightScales()[i % layer.outputs()];
      bias[i] = layer.bias()[i % layer.outputs()];
    }
    return new QuantisedConvolution(
        layer.name(),
        channels,
        neighbours * layer.outputs(),
        new Window(rows, 2, window.strideRows(), 1, window.top(), left, window.bottom(), 1 - left),
        false,
        weights,
        scales,
        bias,
        layer.input(),
        layer.output());
  }
}
