package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The bytes that reach a layer, for a few of the calibration frames, {@code [channels, rows,
 * columns]} each. They go through the network layer by layer.
 */
final class ByteMaps {
  private record ByteMap(byte[] values, long[] shape) {}

  private final List<ByteMap> maps = new ArrayList<>();

  private ByteMaps() {}

  /** Takes the pictures that {@code chosen} names. */
  static ByteMaps of(CalibrationFrames frames, IntPredicate chosen) {
    ByteMaps maps = new ByteMaps();
    int index = 0;
    for (PixelBatch batch : frames.batches()) {
      for (int image = 0; image < batch.images(); image++) {
        if (chosen.test(index++)) {
          maps.maps.add(planar(batch, image));
        }
      }
    }
    return maps;
  }

  private static ByteMap planar(PixelBatch batch, int image) {
    byte[] pixels = batch.image(image);
    int area = batch.height() * batch.width();
    byte[] planes = new byte[pixels.length];
    for (int i = 0; i < area; i++) {
      for (int colour = 0; colour < FloatNetwork.COLOURS; colour++) {
        planes[colour * area + i] = pixels[i * FloatNetwork.COLOURS + colour];
      }
    }
    return new ByteMap(planes, new long[] {1, FloatNetwork.COLOURS, batch.height(), batch.width()});
  }

  /**
   * Returns the mean of what {@code layer} gives before it is rounded and saturated, a channel
   * each, in real values.
   */
  double[] meanBeforeRounding(QuantisedConvolution layer) {
    double[] means = new double[layer.outputs()];
    try (GraphSession session = GraphSession.of(LayerGraphs.meanBeforeRounding(layer))) {
      for (ByteMap map : maps) {
        try (GraphSession.Outputs outputs = session.run(map.values, map.shape)) {
          float[] values = outputs.floats(LayerGraphs.OUTPUT);
          for (int i = 0; i < means.length; i++) {
            means[i] += values[i] / maps.size();
          }
        }
      }
    }
    return means;
  }

  /** Replaces each map by what {@code layer} makes of it. */
  void advance(QuantisedConvolution layer) {
    try (GraphSession session = GraphSession.of(LayerGraphs.layer(layer))) {
      for (int i = 0; i < maps.size(); i++) {
        ByteMap map = maps.get(i);
        try (GraphSession.Outputs outputs = session.run(map.values, map.shape)) {
          maps.set(
              i, new ByteMap(outputs.bytes(LayerGraphs.OUTPUT), outputs.shape(LayerGraphs.OUTPUT)));
        }
      }
    }
  }

  /** Returns the mean byte of each channel, each picture counting the same. */
  double[] means() {
    double[] means = new double[(int) maps.get(0).shape[1]];
    for (ByteMap map : maps) {
      int area = map.values.length / means.length;
      for (int i = 0; i < map.values.length; i++) {
        means[i / area] += (double) Byte.toUnsignedInt(map.values[i]) / area / maps.size();
      }
    }
    return means;
  }
}
