package io.widthwise.inference.testing;

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
import java.util.function.IntToDoubleFunction;

/**
 * A small convolutional network that tells red, green and blue pictures apart: two strided 3 x 3
 * convolutions whose channels each follow one colour, pooling, a dense layer and softmax. Raw uint8
 * NHWC pixels in, probabilities out, like every graph of a bundle. Weights are made, not trained,
 * and are the same on every machine.
 *
 * @param channels of the convolutions, a multiple of 3
 * @param side of the input, pixels
 */
record TinyGraph(int channels, int side) {
  static final int COLOURS = 3;
  private static final int TAPS = 9;
  private static final int STRIDE = 2;
  private static final float SHARPNESS = 12f;

  byte[] onnx() {
    return onnx(side, side);
  }

  /** The same for pictures of any size, also rectangular ones. */
  byte[] onnxOfAnySide() {
    return onnx(-1, -1);
  }

  private byte[] onnx(int height, int width) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(value("image", TensorProto.DataType.UINT8, -1, height, width, 3))
            .addOutput(value("probabilities", TensorProto.DataType.FLOAT, -1, COLOURS));
    graph.addNode(node("Cast", List.of("image"), "real", integer("to", 1)));
    graph.addNode(node("Transpose", List.of("real"), "planes", integers("perm", 0, 3, 1, 2)));
    graph.addInitializer(tensor("scale", i -> 1 / 255.0, 1));
    graph.addNode(node("Mul", List.of("planes", "scale"), "unit"));
    convolution(graph, "unit", "first", COLOURS);
    convolution(graph, "first", "second", channels);
    graph.addNode(node("GlobalAveragePool", List.of("second"), "pooled"));
    graph.addNode(node("Flatten", List.of("pooled"), "features", integer("axis", 1)));
    graph.addInitializer(
        tensor(
            "dense",
            i -> (i / COLOURS) % COLOURS == i % COLOURS ? SHARPNESS * COLOURS / channels : 0,
            channels,
            COLOURS));
    graph.addNode(node("MatMul", List.of("features", "dense"), "logits"));
    graph.addNode(node("Softmax", List.of("logits"), "probabilities", integer("axis", 1)));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("widthwise tests")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  long multiplyAdds() {
    long half = side / STRIDE;
    long quarter = half / STRIDE;
    return half * half * channels * COLOURS * TAPS
        + quarter * quarter * channels * channels * TAPS
        + (long) channels * COLOURS;
  }

  long parameters() {
    return (long) channels * COLOURS * TAPS
        + (long) channels * channels * TAPS
        + (long) channels * COLOURS;
  }

  /** Each output channel is the mean, over 3 x 3, of the input channels of its own colour. */
  private void convolution(GraphProto.Builder graph, String input, String output, int inputs) {
    int sameColour = inputs / COLOURS;
    Random noise = new Random(inputs);
    graph.addInitializer(
        tensor(
            output + ".weights",
            i -> {
              int from = (i / TAPS) % inputs;
              int to = i / (TAPS * inputs);
              double mean = from % COLOURS == to % COLOURS ? 1.0 / (TAPS * sameColour) : 0;
              return mean + 1e-4 * noise.nextGaussian();
            },
            channels,
            inputs,
            3,
            3));
    graph.addNode(
        node(
            "Conv",
            List.of(input, output + ".weights"),
            output + ".linear",
            integers("kernel_shape", 3, 3),
            integers("strides", STRIDE, STRIDE),
            integers("pads", 0, 0, 1, 1)));
    graph.addNode(node("Relu", List.of(output + ".linear"), output));
  }

  private static NodeProto node(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
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

  private static TensorProto tensor(String name, IntToDoubleFunction values, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    int count = 1;
    for (int dimension : shape) {
      tensor.addDims(dimension);
      count *= dimension;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData((float) values.applyAsDouble(i));
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int dimension : shape) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(
          dimension < 0
              ? one.setDimParam("d" + dimensions.getDimCount())
              : one.setDimValue(dimension));
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
