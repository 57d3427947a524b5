package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.widthwise.models.UnusableModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a model takes a picture.
 *
 * @param name of its input
 * @param floats whether it takes normalised floats; else raw uint8 pixels
 * @param channelsFirst whether as {@code [N, 3, height, width]}; else {@code [N, height, width, 3]}
 * @param singly whether one at a time only
 */
record PictureInput(String name, boolean floats, boolean channelsFirst, boolean singly) {
  private static final int RANK = 4;
  private static final long CHANNELS = 3;

  /**
   * Tells how the model takes pictures of {@code side x side} pixels.
   *
   * @throws UnusableModelException if it does not, saying how to export it or which option to
   *     change
   */
  static PictureInput of(Path file, ValueInfoProto value, int side) throws UnusableModelException {
    Shape shape = Shape.of(value);
    String what = "takes \"%s\" as %s".formatted(value.getName(), shape);
    boolean floats = shape.type() == TensorProto.DataType.FLOAT;
    if (!floats && shape.type() != TensorProto.DataType.UINT8) {
      throw new UnusableModelException(
          file, what + "; export it with an input of float32 or uint8");
    }
    List<Long> dimensions =
        shape
            .dimensions()
            .filter(all -> all.size() == RANK)
            .orElseThrow(
                () ->
                    new UnusableModelException(
                        file,
                        what
                            + "; export it with the four dimensions [N, 3, height, width] or [N, height, width, 3]"));
    boolean channelsFirst = channelsFirst(file, what, dimensions);
    long height = dimensions.get(channelsFirst ? 2 : 1);
    long width = dimensions.get(channelsFirst ? 3 : 2);
    requireSide(file, what, side, height);
    requireSide(file, what, side, width);
    long batch = dimensions.get(0);
    if (batch > 1) {
      throw new UnusableModelException(
          file,
          "%s, %d pictures at a time; export it with an open batch or a batch of 1"
              .formatted(what, batch));
    }
    return new PictureInput(value.getName(), floats, channelsFirst, batch == 1);
  }

  /** Returns the side of the square pictures that the model is made for, if it leaves no choice. */
  static Optional<Integer> fixedSide(ValueInfoProto value) {
    return Shape.of(value)
        .dimensions()
        .filter(all -> all.size() == RANK)
        .map(all -> all.get(2))
        .filter(size -> size > 0)
        .map(Math::toIntExact);
  }

  private static boolean channelsFirst(Path file, String what, List<Long> dimensions)
      throws UnusableModelException {
    boolean first = dimensions.get(1) == CHANNELS;
    boolean last = dimensions.get(3) == CHANNELS;
    if (first == last) {
      throw new UnusableModelException(
          file,
          first
              ? what + ", so channels may be first or last; export it with height and width fixed"
              : what
                  + "; export it for colour pictures: the second or the last dimension must be fixed to 3");
    }
    return first;
  }

  private static void requireSide(Path file, String what, int side, long actual)
      throws UnusableModelException {
    if (actual != Shape.OPEN && actual != side) {
      throw new UnusableModelException(
          file,
          "%s, not pictures of %d x %d; say --resolution %d or export it for %d"
              .formatted(what, side, side, actual, side));
    }
  }
}
