package io.widthwise.models.quantise;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** A graph of one input of bytes, in ONNX Runtime on one thread. */
final class GraphSession implements AutoCloseable {
  private final OrtSession session;
  private final String input;

  private GraphSession(OrtSession session, String input) {
    this.session = session;
    this.input = input;
  }

  /**
   * Loads a graph.
   *
   * @throws IllegalStateException if ONNX Runtime refuses it: this module wrote it wrongly
   */
  static GraphSession of(byte[] onnx) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      // As lanes do: else processors without VNNI saturate, and biases would be fitted to that.
      options.addConfigEntry("session.x64quantprecision", "1");
      OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      return new GraphSession(session, session.getInputNames().iterator().next());
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
    }
  }

  /** Runs the graph; the result must be closed. */
  Outputs run(byte[] bytes, long... shape) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).rewind();
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), buffer, shape, OnnxJavaType.UINT8)) {
      return new Outputs(session.run(Map.of(input, tensor)));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot run the graph: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close a session", e);
    }
  }

  /** What one run yielded. */
  static final class Outputs implements AutoCloseable {
    private final OrtSession.Result result;

    private Outputs(OrtSession.Result result) {
      this.result = result;
    }

    float[] floats(String name) {
      FloatBuffer buffer = tensor(name).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }

    byte[] bytes(String name) {
      ByteBuffer buffer = tensor(name).getByteBuffer();
      byte[] values = new byte[buffer.remaining()];
      buffer.get(values);
      return values;
    }

    long[] shape(String name) {
      return tensor(name).getInfo().getShape();
    }

    private OnnxTensor tensor(String name) {
      return (OnnxTensor)
          result
              .get(name)
              .orElseThrow(() -> new IllegalStateException("The graph has no output " + name));
    }

    @Override
    public void close() {
      result.close();
    }
  }
}
