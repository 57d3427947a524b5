package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A small classifier as exporters write it: floats, channels first, logits. Each part can be asked
 * for otherwise. Convolution 3 x 3 with stride 2 to {@link #CHANNELS}, pooling, dense layer.
 */
final class Exported {
  static final int SIDE = 32;
  static final int CLASSES = 5;
  static final int CHANNELS = 4;
  static final long MULTIPLY_ADDS = 16L * 16 * CHANNELS * 27 + CHANNELS * CLASSES;
  static final long PARAMETERS = CHANNELS * 27 + CHANNELS + CHANNELS * CLASSES + CLASSES;
  private static final int OPEN = -1;

  private String input = "input.1";
  private TensorProto.DataType inputType = TensorProto.DataType.FLOAT;
  private int[] inputShape = {OPEN, 3, SIDE, SIDE};
  private String last;
  private String output = "logits";
  private TensorProto.DataType outputType = TensorProto.DataType.FLOAT;
  private int[] outputShape = {OPEN, CLASSES};
  private boolean channelsLast;
  private boolean flatten = true;
  private String convolved = "convolved";
  private Consumer<ModelProto.Builder> change = model -> {};

  Exported input(String name) {
    input = name;
    return this;
  }

  Exported inputOf(TensorProto.DataType type, int... shape) {
    inputType = type;
    inputShape = shape;
    return this;
  }

  Exported channelsLast() {
    channelsLast = true;
    return inputOf(inputType, OPEN, SIDE, SIDE, 3);
  }

  Exported output(String name) {
    output = name;
    return this;
  }

  Exported outputOf(TensorProto.DataType type, int... shape) {
    outputType = type;
    outputShape = shape;
    return this;
  }

  /** Ends with this operator after the logits. */
  Exported last(String operator) {
    last = operator;
    return this;
  }

  Exported convolved(String name) {
    convolved = name;
    return this;
  }

  /** Leaves the scores as {@code [N, classes, 1, 1]}. */
  Exported unflattened() {
    flatten = false;
    return outputOf(outputType, OPEN, CLASSES, 1, 1);
  }

  Exported change(Consumer<ModelProto.Builder> more) {
    change = change.andThen(more);
    return this;
  }

  byte[] bytes() {
    return model().toByteArray();
  }

  ModelProto model() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("exported")
            .addInput(value(input, inputType, inputShape))
            .addOutput(value(output, outputType, outputShape));
    String pixels = input;
    if (channelsLast) {
      graph.addNode(node("Transpose", "first", integers("perm", 0, 3, 1, 2), input));
      pixels = "first";
    }
    if (inputType == TensorProto.DataType.UINT8) {
      graph.addNode(node("Cast", "real", integer("to", 1), pixels));
      pixels = "real";
    }
    graph
        .addInitializer(tensor("conv.weight", CHANNELS, 3, 3, 3))
        .addInitializer(tensor("conv.bias", CHANNELS))
        .addNode(
            node("Conv", convolved, null, pixels, "conv.weight", "conv.bias").toBuilder()
                .addAttribute(integers("kernel_shape", 3, 3))
                .addAttribute(integers("strides", 2, 2))
                .addAttribute(integers("pads", 0, 0, 1, 1)))
        .addNode(node("Relu", "active", null, convolved))
        .addNode(node("GlobalAveragePool", "pooled", null, "active"));
    if (flatten) {
      graph
          .addInitializer(tensor("dense.weight", CLASSES, CHANNELS))
          .addInitializer(tensor("dense.bias", CLASSES))
          .addNode(node("Flatten", "flat", integer("axis", 1), "pooled"));
      dense(graph, node("Gemm", "z", integer("transB", 1), "flat", "dense.weight", "dense.bias"));
    } else {
      graph
          .addInitializer(tensor("dense.weight", CLASSES, CHANNELS, 1, 1))
          .addInitializer(tensor("dense.bias", CLASSES));
      dense(graph, node("Conv", "z", null, "pooled", "dense.weight", "dense.bias"));
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph);
    change.accept(model);
    return model.build();
  }

  private void dense(GraphProto.Builder graph, NodeProto dense) {
    if (last == null) {
      graph.addNode(dense.toBuilder().setOutput(0, output));
    } else {
      graph
          .addNode(dense)
          .addNode(node(last, output, last.equals("Sigmoid") ? null : integer("axis", 1), "z"));
    }
  }

  static NodeProto node(
      String operator, String output, AttributeProto attribute, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(List.of(inputs))
            .addOutput(output);
    if (attribute != null) {
      node.addAttribute(attribute);
    }
    return node.build();
  }

  static AttributeProto integer(String name, long value) {
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

  static TensorProto tensor(String name, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    Random random = new Random(name.hashCode());
    int count = 1;
    for (int dimension : shape) {
      tensor.addDims(dimension);
      count *= dimension;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData((float) random.nextGaussian());
    }
    return tensor.build();
  }

  static ValueInfoProto value(String name, TensorProto.DataType type, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.length; i++) {
      TensorShapeProto.Dimension.Builder one = dimensions.addDimBuilder();
      if (shape[i] == OPEN) {
        one.setDimParam("open" + i);
      } else {
        one.setDimValue(shape[i]);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }
}
