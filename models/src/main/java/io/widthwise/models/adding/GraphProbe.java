package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.widthwise.inference.NativeLibraryException;
import io.widthwise.models.UnusableModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Runs a graph once, on one black picture, to see what shapes its inner values really have. */
final class GraphProbe {
  private static final int CHANNELS = 3;

  private GraphProbe() {}

  /**
   * Returns the shape of each value of {@code names} that the graph computes as a tensor.
   *
   * @param file that the graph is of, for messages
   * @throws UnusableModelException if ONNX Runtime cannot load or run it
   */
  static Map<String, long[]> shapes(
      Path file, ModelProto serving, int side, Collection<String> names)
      throws UnusableModelException {
    ModelProto.Builder open = serving.toBuilder();
    names.stream()
        .filter(name -> !name.equals(ServingGraph.PROBABILITIES))
        .forEach(
            name -> open.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(name)));
    try {
      return run(open.build().toByteArray(), side);
    } catch (OrtException e) {
      throw new UnusableModelException(
          file,
          "cannot be run by ONNX Runtime on a picture of %d x %d: %s"
              .formatted(side, side, e.getMessage()),
          e);
    } catch (LinkageError e) {
      throw NativeLibraryException.of("ONNX Runtime", "the onnxruntime jar", e);
    }
  }

  private static Map<String, long[]> run(byte[] onnx, int side) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(side * side * CHANNELS).order(ByteOrder.nativeOrder());
    long[] shape = {1, side, side, CHANNELS};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options);
          OnnxTensor image =
              OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
          OrtSession.Result result = session.run(Map.of(ServingGraph.IMAGE, image))) {
        return shapes(result);
      }
    }
  }

  private static Map<String, long[]> shapes(OrtSession.Result result) throws OrtException {
    Map<String, long[]> shapes = new HashMap<>();
    for (Map.Entry<String, OnnxValue> value : result) {
      if (value.getValue().getInfo() instanceof TensorInfo tensor) {
        shapes.put(value.getKey(), tensor.getShape());
      }
    }
    return shapes;
  }
}
