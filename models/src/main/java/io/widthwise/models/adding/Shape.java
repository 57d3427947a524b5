package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Type and dimensions that a graph declares of a value.
 *
 * @param type element type
 * @param dimensions of which {@link #OPEN} are not fixed; empty if none are declared
 */
record Shape(TensorProto.DataType type, Optional<List<Long>> dimensions) {
  static final long OPEN = -1;

  static Shape of(ValueInfoProto value) {
    var tensor = value.getType().getTensorType();
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getElemType());
    return new Shape(
        type == null ? TensorProto.DataType.UNDEFINED : type,
        tensor.hasShape()
            ? Optional.of(tensor.getShape().getDimList().stream().map(Shape::dimension).toList())
            : Optional.empty());
  }

  private static long dimension(TensorShapeProto.Dimension dimension) {
    return dimension.hasDimValue() && dimension.getDimValue() > 0 ? dimension.getDimValue() : OPEN;
  }

  /** Reads like {@code FLOAT [?, 3, 224, 224]}, where ? is open. */
  @Override
  public String toString() {
    return type
        + " "
        + dimensions
            .map(
                all ->
                    all.stream()
                        .map(size -> size == OPEN ? "?" : Long.toString(size))
                        .collect(Collectors.joining(", ", "[", "]")))
            .orElse("of unknown shape");
  }
}
