package io.widthwise.inference.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.widthwise.inference.bundle.VariantSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** One variant's session with its pinned output; the input is shared by variants of one side. */
final class LoadedVariant implements AutoCloseable {
  private final VariantSpec variant;
  private final Path file;
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer probabilities;

  private LoadedVariant(
      VariantSpec variant,
      Path file,
      OrtSession session,
      OnnxTensor input,
      OnnxTensor output,
      FloatBuffer probabilities) {
    this.variant = variant;
    this.file = file;
    this.session = session;
    this.inputs = Map.of(variant.input().name(), input);
    this.outputs = Map.of(variant.output().name(), output);
    this.probabilities = probabilities;
  }

  static LoadedVariant load(VariantSpec variant, Path file, byte[] onnx, OnnxTensor input) {
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session = null;
    try (OrtSession.SessionOptions options = OnnxRuntime.options()) {
      session = environment.createSession(onnx, options);
      String fault = GraphCheck.fault(session, variant).orElse(null);
      if (fault != null) {
        throw new InferenceException(variant, file, fault);
      }
      int classes = variant.output().classes();
      FloatBuffer probabilities =
          ByteBuffer.allocateDirect(classes * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      OnnxTensor output =
          OnnxTensor.createTensor(environment, probabilities, new long[] {1, classes});
      return new LoadedVariant(variant, file, session, input, output, probabilities);
    } catch (OrtException e) {
      closeQuietly(session);
      throw new InferenceException(variant, file, loadFault(e), e);
    } catch (InferenceException e) {
      closeQuietly(session);
      throw e;
    }
  }

  private static String loadFault(OrtException e) {
    return switch (e.getCode()) {
      case ORT_INVALID_PROTOBUF, ORT_NO_MODEL ->
          "the file is no ONNX model or was cut short; export it again (%s)"
              .formatted(e.getMessage());
      default -> "ONNX Runtime cannot load the graph: " + e.getMessage();
    };
  }

  VariantSpec variant() {
    return variant;
  }

  /** What the last run gave. */
  FloatBuffer probabilities() {
    return probabilities.asReadOnlyBuffer();
  }

  /** Runs the graph on the shared input. */
  Prediction run(TopK topK) {
    try (OrtSession.Result result = session.run(inputs, outputs)) {
      return topK.of(probabilities);
    } catch (OrtException e) {
      throw new InferenceException(
          variant, file, "ONNX Runtime failed to run the graph: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          variant,
          file,
          "the output \"%s\" must hold probabilities but %s"
              .formatted(variant.output().name(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    outputs.values().forEach(OnnxTensor::close);
    closeQuietly(session);
  }

  private static void closeQuietly(OrtSession session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close a session", e);
    }
  }
}
