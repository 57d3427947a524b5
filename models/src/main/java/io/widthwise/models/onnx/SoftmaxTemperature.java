package io.widthwise.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides the logits of a classifier by a temperature (Guo et al., ICML 2017): a multiplication by
 * its inverse goes between the logits and the softmax that the graph ends in. A graph that serves
 * several resolutions gets a temperature for each and takes that of the side nearest to its input's
 * height:
 *
 * <pre>
 *   logits * inverse[argmin |sides - height|]
 * </pre>
 *
 * <p>A graph that was divided so before keeps one multiplication, with the products of the
 * temperatures. Nothing else of the model changes. Works on any ONNX model whose input is {@code
 * [N, height, width, channels]} and whose output comes from a float32 {@code Softmax}, directly or
 * through operators that leave values as they are.
 */
public final class SoftmaxTemperature {
  private static final String PREFIX = "widthwise_temperature/";
  private static final String INVERSES = PREFIX + "inverses";
  private static final String SIDES = PREFIX + "sides";
  private static final String HEIGHT_AXIS = PREFIX + "height_axis";
  private static final String SCALED = PREFIX + "scaled_logits";
  private static final Set<String> KEEP_VALUES =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze");

  private SoftmaxTemperature() {}

  /**
   * Returns the model with its logits divided by temperatures, on top of what it does.
   *
   * @param input name of the input that holds the images
   * @param output name of the output that holds the probabilities
   * @param temperatures above 0, by the side of the input that they are for; at least one
   * @throws IllegalArgumentException if the model does not end in a softmax; the sentence says in
   *     what instead
   */
  public static byte[] divide(
      byte[] onnx, String input, String output, SortedMap<Integer, Double> temperatures) {
    ModelProto.Builder model = parse(onnx);
    GraphProto.Builder graph = model.getGraphBuilder();
    int softmax = softmaxBefore(graph, output);
    SortedMap<Integer, Float> inverses = new TreeMap<>();
    temperatures.forEach(
        (side, temperature) ->
            inverses.put(side, (float) (inverseSoFar(graph, softmax, side) / temperature)));
    String logits = removeScaling(graph, softmax);
    scale(graph, softmaxBefore(graph, output), input, logits, inverses);
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

  /** What the graph multiplies the logits of an input of this side by already. */
  private static float inverseSoFar(GraphProto.Builder graph, int softmax, int side) {
    if (!graph.getNode(softmax).getInput(0).equals(SCALED)) {
      return 1;
    }
    FloatBuffer inverses = floats(graph, INVERSES);
    if (inverses.remaining() == 1) {
      return inverses.get(0);
    }
    FloatBuffer sides = floats(graph, SIDES);
    int nearest = 0;
    for (int i = 1; i < sides.remaining(); i++) {
      if (Math.abs(sides.get(i) - side) < Math.abs(sides.get(nearest) - side)) {
        nearest = i;
      }
    }
    return inverses.get(nearest);
  }

  private static FloatBuffer floats(GraphProto.Builder graph, String name) {
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getName().equals(name)) {
        return tensor
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
      }
    }
    throw new IllegalArgumentException(
        "the graph multiplies its logits by %s, which it does not hold".formatted(name));
  }

  /** Returns the name of the logits that were scaled. */
  private static String removeScaling(GraphProto.Builder graph, int softmax) {
    String logits = graph.getNode(softmax).getInput(0);
    if (!logits.equals(SCALED)) {
      return logits;
    }
    String plain = graph.getNode(producer(graph, SCALED).orElseThrow()).getInput(0);
    graph.getNodeBuilder(softmax).setInput(0, plain);
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      if (graph.getNode(i).getName().startsWith(PREFIX)) {
        graph.removeNode(i);
      }
    }
    for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
      if (graph.getInitializer(i).getName().startsWith(PREFIX)) {
        graph.removeInitializer(i);
      }
    }
    return plain;
  }

  private static void scale(
      GraphProto.Builder graph,
      int softmax,
      String input,
      String logits,
      SortedMap<Integer, Float> inverses) {
    List<NodeProto> nodes = new ArrayList<>();
    graph.addInitializer(floats(INVERSES, inverses.values()));
    String inverse = INVERSES;
    if (inverses.size() > 1) {
      graph.addInitializer(floats(SIDES, inverses.keySet()));
      graph.addInitializer(heightAxis());
      nodes.add(node("Shape", "shape", input).build());
      nodes.add(node("Gather", "height", PREFIX + "shape", HEIGHT_AXIS).build());
      nodes.add(
          node("Cast", "height_float", PREFIX + "height")
              .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber()))
              .build());
      nodes.add(node("Sub", "difference", SIDES, PREFIX + "height_float").build());
      nodes.add(node("Abs", "distance", PREFIX + "difference").build());
      nodes.add(
          node("ArgMin", "nearest", PREFIX + "distance").addAttribute(integer("axis", 0)).build());
      nodes.add(node("Gather", "inverse", INVERSES, PREFIX + "nearest").build());
      inverse = PREFIX + "inverse";
    }
    nodes.add(node("Mul", "scaled_logits", logits, inverse).build());
    graph.getNodeBuilder(softmax).setInput(0, SCALED);
    for (int i = 0; i < nodes.size(); i++) {
      graph.addNode(softmax + i, nodes.get(i));
    }
  }

  /** A node is called like what it yields. */
  private static NodeProto.Builder node(String operator, String name, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(PREFIX + name)
        .addAllInput(List.of(inputs))
        .addOutput(PREFIX + name);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto floats(String name, Collection<? extends Number> values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> raw.putFloat(value.floatValue()));
    return tensor(name, TensorProto.DataType.FLOAT, raw).addDims(values.size()).build();
  }

  private static TensorProto heightAxis() {
    ByteBuffer raw = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(1);
    return tensor(HEIGHT_AXIS, TensorProto.DataType.INT64, raw).addDims(1).build();
  }

  private static TensorProto.Builder tensor(
      String name, TensorProto.DataType type, ByteBuffer raw) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(raw.flip()));
  }
}
