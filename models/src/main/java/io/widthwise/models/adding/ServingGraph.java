package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.widthwise.inference.bundle.Normalisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts around a model what makes it a graph of a bundle: before it, raw uint8 pixels {@code image}
 * {@code [N, side, side, 3]} are transposed, made float and normalised as the model wants them;
 * after it, scores become {@code probabilities} {@code [N, classes]}. What fits already is left as
 * it is. The model's own nodes are not touched but for names.
 */
final class ServingGraph {
  static final String IMAGE = "image";
  static final String PROBABILITIES = "probabilities";
  private static final int CHANNELS = 3;

  private final GraphProto.Builder graph;
  private final Set<String> taken;
  private final List<NodeProto> before = new ArrayList<>();
  private final List<NodeProto> after = new ArrayList<>();

  private ServingGraph(GraphProto original) {
    graph = original.toBuilder();
    taken = ValueNames.of(original);
  }

  /** Returns the model with all that around it. */
  static ModelProto around(
      ModelProto model,
      PictureInput input,
      ScoreOutput output,
      int side,
      int classes,
      Normalisation normalisation) {
    ServingGraph serving = new ServingGraph(model.getGraph());
    serving.write(input, output, side, classes, normalisation);
    return model.toBuilder().setGraph(serving.graph).build();
  }

  private void write(
      PictureInput input, ScoreOutput output, int side, int classes, Normalisation normalisation) {
    UnaryOperator<String> inner = setAside();
    writeInput(input, inner.apply(input.name()), normalisation);
    writeOutput(output, inner.apply(output.name()));
    List<NodeProto> nodes = new ArrayList<>(before);
    nodes.addAll(graph.getNodeList());
    nodes.addAll(after);
    String batch = input.singly() ? null : "N";
    graph
        .clearNode()
        .addAllNode(nodes)
        .clearInput()
        .addInput(value(IMAGE, TensorProto.DataType.UINT8, batch, side, side, CHANNELS))
        .clearOutput()
        .addOutput(value(PROBABILITIES, TensorProto.DataType.FLOAT, batch, classes));
  }

  /** Returns what a value of the model's is called once the serving graph has its two names. */
  private UnaryOperator<String> setAside() {
    Map<String, String> renamed = new HashMap<>();
    for (String name : List.of(IMAGE, PROBABILITIES)) {
      if (!taken.add(name)) {
        String other = ValueNames.fresh("model_" + name, taken);
        ValueNames.rename(graph, name, other);
        renamed.put(name, other);
      }
    }
    return name -> renamed.getOrDefault(name, name);
  }

  private void writeInput(PictureInput input, String inner, Normalisation normalisation) {
    String last = IMAGE;
    if (input.channelsFirst()) {
      last = add(before, "Transpose", "planes", last, integers("perm", 0, 3, 1, 2));
    }
    if (input.floats()) {
      last = add(before, "Cast", "floats", last, integer("to", TensorProto.DataType.FLOAT_VALUE));
      last = perChannel("Sub", "centred", last, input, normalisation.mean());
      last = perChannel("Mul", "scaled", last, input, normalisation.scale());
    }
    ValueNames.rename(graph, inner, last);
  }

  private String perChannel(
      String operator, String name, String from, PictureInput input, List<Double> values) {
    String constant = ValueNames.fresh("serving_%s_by".formatted(name), taken);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(constant)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(1);
    List<Integer> shape = input.channelsFirst() ? List.of(CHANNELS, 1, 1) : List.of(1, 1, CHANNELS);
    shape.forEach(tensor::addDims);
    values.forEach(value -> tensor.addFloatData(value.floatValue()));
    graph.addInitializer(tensor);
    return add(before, operator, name, List.of(from, constant));
  }

  private void writeOutput(ScoreOutput output, String inner) {
    String last = inner;
    if (!output.flat()) {
      last = add(after, "Flatten", "flat", last, integer("axis", 1));
    }
    last =
        switch (output.kind()) {
          case PROBABILITIES -> last;
          case LOGITS -> add(after, "Softmax", "softmax", last, integer("axis", 1));
          case LOG_PROBABILITIES -> add(after, "Exp", "exp", List.of(last));
        };
    if (after.isEmpty()) {
      ValueNames.rename(graph, last, PROBABILITIES);
    } else {
      NodeProto end = after.remove(after.size() - 1);
      after.add(end.toBuilder().setOutput(0, PROBABILITIES).build());
    }
  }

  private String add(
      List<NodeProto> nodes, String operator, String name, String input, AttributeProto attribute) {
    return add(nodes, operator, name, List.of(input), attribute);
  }

  private String add(
      List<NodeProto> nodes,
      String operator,
      String name,
      List<String> inputs,
      AttributeProto... attributes) {
    String output = ValueNames.fresh("serving_" + name, taken);
    nodes.add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes))
            .build());
    return output;
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(
      String name, TensorProto.DataType type, String batch, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    TensorShapeProto.Dimension.Builder first = shape.addDimBuilder();
    if (batch == null) {
      first.setDimValue(1);
    } else {
      first.setDimParam(batch);
    }
    for (int dimension : dimensions) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
