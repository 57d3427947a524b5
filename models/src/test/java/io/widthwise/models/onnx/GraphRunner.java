package io.widthwise.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Runs graphs in ONNX Runtime, with every optimisation as in production. */
public final class GraphRunner implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public GraphRunner(byte[] onnx) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.x64quantprecision", "1");
      session = environment.createSession(onnx, options);
    }
  }

  /** Returns every output of the graph for images of one size. */
  public Map<String, Object> run(byte[] pixels, int images, int height, int width)
      throws OrtException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(pixels.length).order(ByteOrder.nativeOrder());
    buffer.put(pixels).rewind();
    long[] shape = {images, height, width, 3};
    try (OnnxTensor image =
            OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(NetworkWriter.INPUT, image))) {
      Map<String, Object> values = new TreeMap<>();
      for (Map.Entry<String, ?> entry : result) {
        values.put(entry.getKey(), copy(result.get(entry.getKey()).orElseThrow()));
      }
      return values;
    }
  }

  private static Object copy(ai.onnxruntime.OnnxValue value) throws OrtException {
    OnnxTensor tensor = (OnnxTensor) value;
    if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
      float[] floats = new float[tensor.getFloatBuffer().remaining()];
      tensor.getFloatBuffer().get(floats);
      return floats;
    }
    byte[] bytes = new byte[tensor.getByteBuffer().remaining()];
    tensor.getByteBuffer().get(bytes);
    return bytes;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
