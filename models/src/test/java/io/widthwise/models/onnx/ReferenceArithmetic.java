package io.widthwise.models.onnx;

import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.ClampRange;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * TensorFlow Lite's uint8 reference kernels, written from their definition: 32-bit accumulators and
 * gemmlowp's fixed-point requantisation (Jacob et al., arXiv 1712.05877, sections 2.2 to 2.4 and
 * appendix A.2). Feature maps are {@code [height, width, channels]} bytes.
 */
final class ReferenceArithmetic {
  private static final int ADD_LEFT_SHIFT = 20;

  private ReferenceArithmetic() {}

  /** Returns every feature map of one image, by name, the input's first. */
  static Map<String, byte[]> run(Network network, byte[] pixels) {
    Map<String, byte[]> maps = new LinkedHashMap<>();
    maps.put(network.input().name(), pixels);
    for (Layer layer : network.layers()) {
      maps.put(layer.output().name(), run(layer, maps));
    }
    return maps;
  }

  /** Returns what one layer yields. */
  static byte[] run(Layer layer, Map<String, byte[]> maps) {
    if (layer instanceof Convolution convolution) {
      return convolve(convolution, maps.get(convolution.input().name()));
    }
    if (layer instanceof Addition addition) {
      return add(addition, maps.get(addition.left().name()), maps.get(addition.right().name()));
    }
    AveragePool pool = (AveragePool) layer;
    return pool(pool, maps.get(pool.input().name()));
  }

  private static byte[] convolve(Convolution layer, byte[] input) {
    FeatureMap in = layer.input();
    FeatureMap out = layer.output();
    Window window = layer.window();
    Quantization weight = layer.filter().quantization();
    FixedPoint multiplier =
        FixedPoint.of(
            (double) in.quantization().scale() * weight.scale() / out.quantization().scale());
    int inputs = layer.depthwise() ? 1 : in.channels();
    // Widened once: the loops below run some hundred million times for a wide network.
    int[] x = widen(input, in.quantization().zeroPoint());
    int[] w = widen(layer.filter().weights(), weight.zeroPoint());
    byte[] result = new byte[out.size()];
    int[] accumulators = new int[out.channels()];
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        System.arraycopy(layer.filter().bias(), 0, accumulators, 0, accumulators.length);
        for (int kr = 0; kr < window.height(); kr++) {
          int y = row * window.strideRows() - window.top() + kr;
          if (y < 0 || y >= in.height()) {
            continue;
          }
          for (int kc = 0; kc < window.width(); kc++) {
            int xc = column * window.strideColumns() - window.left() + kc;
            if (xc < 0 || xc >= in.width()) {
              continue;
            }
            int from = (y * in.width() + xc) * in.channels();
            int kernelPixel = kr * window.width() + kc;
            for (int o = 0; o < accumulators.length; o++) {
              if (layer.depthwise()) {
                accumulators[o] += x[from + o] * w[kernelPixel * accumulators.length + o];
                continue;
              }
              int kernel = (o * window.height() * window.width() + kernelPixel) * inputs;
              int sum = 0;
              for (int i = 0; i < inputs; i++) {
                sum += x[from + i] * w[kernel + i];
              }
              accumulators[o] += sum;
            }
          }
        }
        int to = (row * out.width() + column) * out.channels();
        for (int o = 0; o < accumulators.length; o++) {
          int steps = multiplier.times(accumulators[o]) + out.quantization().zeroPoint();
          result[to + o] = clamp(steps, layer.activation(), out.quantization());
        }
      }
    }
    return result;
  }

  private static byte[] add(Addition layer, byte[] left, byte[] right) {
    Quantization a = layer.left().quantization();
    Quantization b = layer.right().quantization();
    Quantization c = layer.output().quantization();
    double twice = 2.0 * Math.max(a.scale(), b.scale());
    FixedPoint fromA = FixedPoint.of(a.scale() / twice);
    FixedPoint fromB = FixedPoint.of(b.scale() / twice);
    FixedPoint toC = FixedPoint.of(twice / ((1 << ADD_LEFT_SHIFT) * (double) c.scale()));
    byte[] result = new byte[left.length];
    for (int i = 0; i < result.length; i++) {
      int x = fromA.times((Byte.toUnsignedInt(left[i]) - a.zeroPoint()) << ADD_LEFT_SHIFT);
      int y = fromB.times((Byte.toUnsignedInt(right[i]) - b.zeroPoint()) << ADD_LEFT_SHIFT);
      result[i] = clamp(toC.times(x + y) + c.zeroPoint(), layer.activation(), c);
    }
    return result;
  }

  private static byte[] pool(AveragePool layer, byte[] input) {
    FeatureMap in = layer.input();
    FeatureMap out = layer.output();
    Window window = layer.window();
    byte[] result = new byte[out.size()];
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        for (int channel = 0; channel < out.channels(); channel++) {
          int sum = 0;
          int count = 0;
          int top = row * window.strideRows() - window.top();
          int left = column * window.strideColumns() - window.left();
          for (int y = Math.max(0, top); y < Math.min(in.height(), top + window.height()); y++) {
            for (int x = Math.max(0, left); x < Math.min(in.width(), left + window.width()); x++) {
              sum += Byte.toUnsignedInt(input[(y * in.width() + x) * in.channels() + channel]);
              count++;
            }
          }
          int to = (row * out.width() + column) * out.channels() + channel;
          result[to] = (byte) ((sum + count / 2) / count);
        }
      }
    }
    return result;
  }

  private static byte clamp(int steps, Activation activation, Quantization output) {
    ClampRange range = activation.clamp(output);
    return (byte) Math.min(range.high(), Math.max(range.low(), steps));
  }

  private static int[] widen(byte[] values, int zeroPoint) {
    int[] wide = new int[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = Byte.toUnsignedInt(values[i]) - zeroPoint;
    }
    return wide;
  }

  /**
   * A real multiplier as {@code mantissa / 2^31 * 2^exponent}, mantissa in [2^30, 2^31).
   *
   * @param mantissa Q31 fixed point
   * @param exponent power of two, positive to the left
   */
  record FixedPoint(int mantissa, int exponent) {
    static FixedPoint of(double real) {
      int exponent = Math.getExponent(real) + 1;
      long mantissa = Math.round(real / Math.scalb(1.0, exponent) * (1L << 31));
      if (mantissa == 1L << 31) {
        mantissa /= 2;
        exponent++;
      }
      return new FixedPoint((int) mantissa, exponent);
    }

    int times(int value) {
      int left = Math.max(exponent, 0);
      int right = Math.max(-exponent, 0);
      return roundingDivideByPowerOfTwo(roundingDoublingHighMultiply(value << left), right);
    }

    /** gemmlowp SaturatingRoundingDoublingHighMul. */
    private int roundingDoublingHighMultiply(int value) {
      if (value == Integer.MIN_VALUE && mantissa == Integer.MIN_VALUE) {
        return Integer.MAX_VALUE;
      }
      long product = (long) value * mantissa;
      long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
      return (int) ((product + nudge) / (1L << 31));
    }

    /** gemmlowp RoundingDivideByPOT: halves away from zero. */
    private static int roundingDivideByPowerOfTwo(int value, int power) {
      int mask = (int) ((1L << power) - 1);
      int remainder = value & mask;
      int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
      return (value >> power) + (remainder > threshold ? 1 : 0);
    }
  }
}
