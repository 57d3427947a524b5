package io.widthwise.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Builds an ONNX model piece by piece. The same calls give the same bytes: everything is written in
 * the order in which it is added.
 */
public final class OnnxGraph {
  /** Operators of ONNX's own set. */
  public static final String STANDARD = "";

  /** Operators of ONNX Runtime itself, such as quantised addition. */
  public static final String MICROSOFT = "com.microsoft";

  /** The element type float32, as attribute {@code to} of Cast. */
  public static final Long FLOAT = (long) TensorProto.DataType.FLOAT_VALUE;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int MICROSOFT_OPSET = 1;
  private static final String BATCH = "N";
  private static final String HEIGHT = "H";
  private static final String WIDTH = "W";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> constants = new HashSet<>();

  /** Starts an empty graph; {@code name} is for people. */
  public OnnxGraph(String name) {
    graph.setName(name);
  }

  /** Adds an operator of ONNX's own set. */
  public void node(
      String operator, String name, List<String> inputs, String output, Map<String, ?> attributes) {
    node(STANDARD, operator, name, inputs, output, attributes);
  }

  /**
   * Adds an operator.
   *
   * @param attributes long or {@code long[]} values; iterated in key order
   */
  public void node(
      String domain,
      String operator,
      String name,
      List<String> inputs,
      String output,
      Map<String, ?> attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(output);
    attributes.keySet().stream()
        .sorted()
        .forEach(key -> node.addAttribute(attribute(key, attributes.get(key))));
    graph.addNode(node);
  }

  /** Adds a float constant, once a name. */
  public String floats(String name, float[] values, long... shape) {
    ByteBuffer raw = raw(values.length * Float.BYTES);
    raw.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, raw, shape);
  }

  /** Adds an int32 constant, once a name. */
  public String ints(String name, int[] values, long... shape) {
    ByteBuffer raw = raw(values.length * Integer.BYTES);
    raw.asIntBuffer().put(values);
    return constant(name, TensorProto.DataType.INT32, raw, shape);
  }

  /** Adds a vector of int64 constants, such as a shape, once a name. */
  public String longs(String name, long... values) {
    ByteBuffer raw = raw(values.length * Long.BYTES);
    raw.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, raw, values.length);
  }

  /** Adds an int8 constant, once a name. */
  public String int8(String name, byte[] values, long... shape) {
    return constant(name, TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
  }

  /** Adds a uint8 scalar, once a name. */
  public String uint8(String name, int value) {
    return constant(name, TensorProto.DataType.UINT8, ByteBuffer.wrap(new byte[] {(byte) value}));
  }

  /** Declares the batch of images {@code [N, height, width, channels]} that the graph takes. */
  public void imageInput(String name, int height, int width, int channels) {
    graph.addInput(value(name, TensorProto.DataType.UINT8, height, width, channels));
  }

  /** Declares the batch of images {@code [N, H, W, channels]} of any height and width. */
  public void imageInput(String name, int channels) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : List.of(BATCH, HEIGHT, WIDTH)) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
    }
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels));
    graph.addInput(value(name, TensorProto.DataType.UINT8, shape));
  }

  /** Declares an input of bytes {@code [N, channels, rows, columns]} of any rows and columns. */
  public void bytesInput(String name, int channels) {
    graph.addInput(value(name, TensorProto.DataType.UINT8, map(channels)));
  }

  /** Declares an output of bytes {@code [N, channels, rows, columns]}. */
  public void bytesOutput(String name, int channels) {
    graph.addOutput(value(name, TensorProto.DataType.UINT8, map(channels)));
  }

  /** Declares an output of floats {@code [N, channels, rows, columns]}. */
  public void floatsOutput(String name, int channels) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, map(channels)));
  }

  /** Rows and columns are dimensions of which nothing is said. */
  private static TensorShapeProto.Builder map(int channels) {
    return TensorShapeProto.newBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH))
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels))
        .addDim(TensorShapeProto.Dimension.getDefaultInstance())
        .addDim(TensorShapeProto.Dimension.getDefaultInstance());
  }

  /** Declares the float vectors {@code [N, size]} that the graph yields. */
  public void vectorOutput(String name, int size) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, size));
  }

  /** Returns the model's bytes. */
  public byte[] serialise(SortedMap<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("widthwise")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(STANDARD).setVersion(OPSET))
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(MICROSOFT_OPSET))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer raw, long... shape) {
    if (constants.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(type.getNumber())
              .setRawData(ByteString.copyFrom(raw.rewind()));
      for (long dimension : shape) {
        tensor.addDims(dimension);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  private static ByteBuffer raw(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... dimensions) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (int dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return value(name, type, shape);
  }

  private static ValueInfoProto value(
      String name, TensorProto.DataType type, TensorShapeProto.Builder shape) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long integer) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(integer).build();
    }
    if (value instanceof long[] integers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      for (long integer : integers) {
        attribute.addInts(integer);
      }
      return attribute.build();
    }
    throw new IllegalArgumentException("attribute " + name + " is neither a long nor a long[]");
  }
}
