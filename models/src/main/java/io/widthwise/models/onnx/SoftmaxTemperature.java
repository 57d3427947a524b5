package io.widthwise.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * Divides the logits of a classifier by a temperature (Guo et al., ICML 2017): a multiplication by
 * its inverse goes between the logits and the softmax that the graph ends in. A graph that was
 * divided so before keeps its one multiplication, with the product of both temperatures. Nothing
 * else of the model changes. Works on any ONNX model whose output comes from a float32 {@code
 * Softmax}, directly or through operators that leave values as they are.
 */
public final class SoftmaxTemperature {
  private static final String NODE = "widthwise_temperature";
  private static final String CONSTANT = "widthwise_inverse_temperature";
  private static final String SCALED = "widthwise_scaled_logits";
  private static final Set<String> KEEP_VALUES =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze");

  private SoftmaxTemperature() {}

  /**
   * Returns the model with its logits divided by {@code temperature}, on top of what it does.
   *
   * @param output name of the output that holds the probabilities
   * @param temperature above 0; 1 changes nothing
   * @throws IllegalArgumentException if the model does not end in a softmax; the sentence says in
   *     what instead
   */
  public static byte[] divide(byte[] onnx, String output, double temperature) {
    ModelProto.Builder model = parse(onnx);
    GraphProto.Builder graph = model.getGraphBuilder();
    int softmax = softmaxBefore(graph, output);
    String logits = graph.getNode(softmax).getInput(0);
    if (logits.equals(SCALED)) {
      multiplyConstant(graph, 1 / temperature);
    } else {
      graph.addInitializer(constant((float) (1 / temperature)));
      graph.getNodeBuilder(softmax).setInput(0, SCALED);
      graph.addNode(
          softmax,
          NodeProto.newBuilder()
              .setOpType("Mul")
              .setName(NODE)
              .addInput(logits)
              .addInput(CONSTANT)
              .addOutput(SCALED));
    }
    return model.build().toByteArray();
  }

  private static ModelProto.Builder parse(byte[] onnx) {
    try {
      return ModelProto.parseFrom(onnx).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the file is no ONNX model or was cut short", e);
    }
  }

  /** Nodes stand in the order of their use, so the way back from the output never turns round. */
  private static int softmaxBefore(GraphProto.Builder graph, String output) {
    String wanted = output;
    while (true) {
      int producer = producer(graph, wanted).orElseThrow(() -> noSoftmax(output, "an input"));
      NodeProto node = graph.getNode(producer);
      if (node.getOpType().equals("Softmax")) {
        return producer;
      }
      if (!KEEP_VALUES.contains(node.getOpType())) {
        throw noSoftmax(output, "operator " + node.getOpType());
      }
      wanted = node.getInput(0);
    }
  }

  private static Optional<Integer> producer(GraphProto.Builder graph, String value) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (graph.getNode(i).getOutputList().contains(value)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static IllegalArgumentException noSoftmax(String output, String instead) {
    return new IllegalArgumentException(
        "the output \"%s\" must come from a Softmax but comes from %s; export the model with a softmax at its end"
            .formatted(output, instead));
  }

  private static void multiplyConstant(GraphProto.Builder graph, double factor) {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals(CONSTANT)) {
        float before =
            tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
        tensor.setRawData(constant((float) (before * factor)).getRawData());
        return;
      }
    }
    throw new IllegalArgumentException(
        "the graph multiplies its logits by %s, which it does not hold".formatted(CONSTANT));
  }

  private static TensorProto constant(float value) {
    ByteBuffer raw = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.putFloat(value).flip();
    return TensorProto.newBuilder()
        .setName(CONSTANT)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .setRawData(ByteString.copyFrom(raw))
        .build();
  }
}
