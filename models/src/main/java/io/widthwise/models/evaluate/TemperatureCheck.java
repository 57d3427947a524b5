package io.widthwise.models.evaluate;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.widthwise.inference.bundle.VariantSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;

/**
 * Holds a graph with a temperature against the graph without: its probabilities must be {@code
 * p^(1/T)} over their sum, for a picture of noise.
 */
final class TemperatureCheck {
  /** Float arithmetic in another order. */
  private static final double TOLERANCE = 1e-4;

  private TemperatureCheck() {}

  /**
   * Runs both graphs.
   *
   * @throws IllegalArgumentException if the new graph does not load or its probabilities differ
   */
  static void check(VariantSpec variant, byte[] before, byte[] after, double temperature) {
    ByteBuffer picture = noise(variant.resolution());
    float[] plain = run(variant, before, picture);
    float[] scaled = run(variant, after, picture);
    double[] expected = new double[plain.length];
    double sum = 0;
    for (int i = 0; i < plain.length; i++) {
      expected[i] = Math.pow(plain[i], 1 / temperature);
      sum += expected[i];
    }
    for (int i = 0; i < plain.length; i++) {
      if (Math.abs(expected[i] / sum - scaled[i]) > TOLERANCE) {
        throw new IllegalArgumentException(
            "class %d of a test picture should have probability %.6f with temperature %.3f but has %.6f"
                .formatted(i, expected[i] / sum, temperature, scaled[i]));
      }
    }
  }

  private static ByteBuffer noise(int side) {
    byte[] pixels = new byte[side * side * 3];
    new Random(1).nextBytes(pixels);
    return ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
  }

  private static float[] run(VariantSpec variant, byte[] onnx, ByteBuffer picture) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, variant.resolution(), variant.resolution(), 3};
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor input =
            OnnxTensor.createTensor(environment, picture, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(variant.input().name(), input))) {
      OnnxTensor output = (OnnxTensor) result.get(variant.output().name()).orElseThrow();
      FloatBuffer probabilities = output.getFloatBuffer();
      float[] values = new float[probabilities.remaining()];
      probabilities.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime cannot run it: " + e.getMessage(), e);
    }
  }
}
