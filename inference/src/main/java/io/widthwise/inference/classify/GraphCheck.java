package io.widthwise.inference.classify;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.widthwise.inference.bundle.VariantSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Holds a loaded graph's input and output against what the manifest says of them. */
final class GraphCheck {
  private static final long ANY = -1;

  private GraphCheck() {}

  /** Returns what differs and what to change, or empty. */
  static Optional<String> fault(OrtSession session, VariantSpec variant) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      return Optional.of(
          "the graph has the inputs %s but must have the one input \"%s\"; export it with its weights as initializers, not as inputs"
              .formatted(inputs.keySet(), variant.input().name()));
    }
    return tensorFault(
            "input",
            inputs,
            variant.input().name(),
            OnnxJavaType.UINT8,
            new long[] {ANY, variant.input().height(), variant.input().width(), 3})
        .or(
            () ->
                tensorFault(
                    "output",
                    outputs(session),
                    variant.output().name(),
                    OnnxJavaType.FLOAT,
                    new long[] {ANY, variant.output().classes()}));
  }

  private static Map<String, NodeInfo> outputs(OrtSession session) {
    try {
      return session.getOutputInfo();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not tell the graph's outputs", e);
    }
  }

  private static Optional<String> tensorFault(
      String role, Map<String, NodeInfo> nodes, String name, OnnxJavaType type, long[] shape) {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      return Optional.of(
          "ladder.json calls the %s \"%s\" but the graph has %s; correct %s.name or rename it in the graph"
              .formatted(role, name, nodes.keySet(), role));
    }
    String expected = "%s %s".formatted(type, Arrays.toString(shape));
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      return Optional.of("%s \"%s\" must be a tensor %s".formatted(role, name, expected));
    }
    if (tensor.type != type || !fits(tensor.getShape(), shape)) {
      return Optional.of(
          "%s \"%s\" of the graph is %s %s but must be %s (-1: any); export the graph so, or correct the manifest's %s"
              .formatted(
                  role, name, tensor.type, Arrays.toString(tensor.getShape()), expected, role));
    }
    return Optional.empty();
  }

  /** A dimension that either side leaves open fits; a batch of exactly one fits too. */
  private static boolean fits(long[] actual, long[] expected) {
    if (actual.length != expected.length) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      boolean open = actual[i] == ANY || (expected[i] == ANY && actual[i] == 1);
      if (!open && actual[i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
