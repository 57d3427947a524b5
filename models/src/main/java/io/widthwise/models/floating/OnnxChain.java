package io.widthwise.models.floating;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ONNX graph as a chain of nodes, each reading what the one before yields, and its constants.
 */
final class OnnxChain {
  private final Map<String, float[]> constants = new HashMap<>();
  private final Map<String, List<Long>> shapes = new HashMap<>();
  private final Map<String, List<NodeProto>> readers = new HashMap<>();

  OnnxChain(GraphProto graph) throws Refused {
    for (TensorProto tensor : graph.getInitializerList()) {
      addConstant(tensor.getName(), tensor);
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        for (AttributeProto attribute : node.getAttributeList()) {
          if (attribute.hasT()) {
            addConstant(node.getOutput(0), attribute.getT());
          }
        }
      } else if (node.getOpType().equals("Identity") && constants.containsKey(node.getInput(0))) {
        constants.put(node.getOutput(0), constants.get(node.getInput(0)));
        shapes.put(node.getOutput(0), shapes.get(node.getInput(0)));
      } else {
        for (String input : node.getInputList()) {
          readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
        }
      }
    }
  }

  /** Names a node for its owner. */
  static String describe(NodeProto node) {
    String name = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
    return "node '%s' (%s)".formatted(name, node.getOpType());
  }

  /** Returns the one node that reads a value; reading its shape alone does not count. */
  Optional<NodeProto> next(String value) throws Refused {
    List<NodeProto> all =
        readers.getOrDefault(value, List.of()).stream()
            .filter(node -> !node.getOpType().equals("Shape"))
            .toList();
    if (all.size() > 1) {
      throw new Refused(
          "branches: %s and %s both read '%s'; only a chain like MobileNet V1 is supported, not residual additions as in MobileNet V2"
              .formatted(describe(all.get(0)), describe(all.get(1)), value));
    }
    return all.stream().findFirst();
  }

  boolean isConstant(String name) {
    return constants.containsKey(name);
  }

  /** Returns the constant that is input {@code index} of a node, as floats. */
  float[] constant(NodeProto node, int index) throws Refused {
    String name = index < node.getInputCount() ? node.getInput(index) : "";
    float[] values = constants.get(name);
    if (values == null) {
      throw new Refused(
          "has %s whose input %d, '%s', is no constant; export the model with its weights as float32 initializers"
              .formatted(describe(node), index, name));
    }
    return values;
  }

  /** Returns the constant if the node has that input. */
  Optional<float[]> optionalConstant(NodeProto node, int index) throws Refused {
    boolean given = index < node.getInputCount() && !node.getInput(index).isEmpty();
    return given ? Optional.of(constant(node, index)) : Optional.empty();
  }

  /** Returns the dimensions of the constant that is input {@code index} of a node. */
  List<Long> shape(NodeProto node, int index) throws Refused {
    constant(node, index);
    return shapes.get(node.getInput(index));
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  static long integer(NodeProto node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  static float real(NodeProto node, String name, float otherwise) {
    return attribute(node, name).map(AttributeProto::getF).orElse(otherwise);
  }

  static List<Long> integers(NodeProto node, String name, List<Long> otherwise) {
    return attribute(node, name).map(AttributeProto::getIntsList).orElse(otherwise);
  }

  private void addConstant(String name, TensorProto tensor) throws Refused {
    Optional<float[]> values = floats(name, tensor);
    if (values.isPresent()) {
      long size = 1;
      for (long dimension : tensor.getDimsList()) {
        size *= dimension;
      }
      if (values.get().length != size) {
        throw new Refused(
            "is damaged: constant '%s' should have %d values but has %d"
                .formatted(name, size, values.get().length));
      }
      constants.put(name, values.get());
      shapes.put(name, tensor.getDimsList());
    }
  }

  /** Integer constants are shapes, axes and zero points: small, so floats hold them. */
  private static Optional<float[]> floats(String name, TensorProto tensor) throws Refused {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new Refused(
          "keeps constant '%s' in another file; save the model with its weights inside"
              .formatted(name));
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean isRaw = tensor.hasRawData();
    List<? extends Number> listed;
    int size;
    switch (tensor.getDataType()) {
      case TensorProto.DataType.FLOAT_VALUE -> {
        listed = tensor.getFloatDataList();
        size = Float.BYTES;
      }
      case TensorProto.DataType.DOUBLE_VALUE -> {
        listed = tensor.getDoubleDataList();
        size = Double.BYTES;
      }
      case TensorProto.DataType.INT64_VALUE -> {
        listed = tensor.getInt64DataList();
        size = Long.BYTES;
      }
      case TensorProto.DataType.INT32_VALUE -> {
        listed = tensor.getInt32DataList();
        size = Integer.BYTES;
      }
      case TensorProto.DataType.UINT8_VALUE -> {
        listed = tensor.getInt32DataList();
        size = 1;
      }
      default -> {
        return Optional.empty(); // refused where something wants its values
      }
    }
    float[] values = new float[isRaw ? raw.remaining() / size : listed.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          !isRaw
              ? listed.get(i).floatValue()
              : switch (tensor.getDataType()) {
                case TensorProto.DataType.FLOAT_VALUE -> raw.getFloat();
                case TensorProto.DataType.DOUBLE_VALUE -> (float) raw.getDouble();
                case TensorProto.DataType.INT64_VALUE -> raw.getLong();
                case TensorProto.DataType.INT32_VALUE -> raw.getInt();
                default -> Byte.toUnsignedInt(raw.get());
              };
    }
    return Optional.of(values);
  }
}
