package io.widthwise.models.floating;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.widthwise.models.UnusableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads fp32 ONNX models that are chains like MobileNet V1: convolutions with batch normalisation
 * (folded) and RELU or RELU6, a global average, a fully connected layer, softmax or none. The input
 * is either uint8 {@code [N, H, W, 3]}, normalised in the graph, as this project writes it, or
 * float {@code [N, 3, H, W]} (or {@code [N, H, W, 3]} transposed at once), whose normalisation the
 * caller must know.
 */
public final class FloatOnnxReader {
  private static final Path UNNAMED = Path.of("the model");

  private FloatOnnxReader() {}

  /** Reads a model that takes raw pixels. */
  public static FloatNetwork read(Path file) throws IOException {
    return read(file, Files.readAllBytes(file), Optional.empty());
  }

  /** Reads a model that takes raw pixels. */
  public static FloatNetwork read(byte[] onnx) throws UnusableModelException {
    return read(UNNAMED, onnx, Optional.empty());
  }

  /**
   * Reads a model that takes pixels that the caller normalises.
   *
   * @param normalisation what its caller does to pixels of 0 to 255
   */
  public static FloatNetwork read(Path file, PixelNormalisation normalisation) throws IOException {
    return read(file, Files.readAllBytes(file), Optional.of(normalisation));
  }

  private static FloatNetwork read(
      Path file, byte[] onnx, Optional<PixelNormalisation> normalisation)
      throws UnusableModelException {
    try {
      GraphProto graph = ModelProto.parseFrom(onnx).getGraph();
      ValueInfoProto input = input(graph);
      return new ChainReader(new OnnxChain(graph), start(input, normalisation))
          .read(
              input.getName(),
              graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableModelException(file, "is no ONNX model: " + e.getMessage(), e);
    } catch (Refused e) {
      throw new UnusableModelException(file, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UnusableModelException(file, "does not fit together: " + e.getMessage(), e);
    }
  }

  /** Older files list their initializers as inputs too. */
  private static ValueInfoProto input(GraphProto graph) throws Refused {
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(value -> !constants.contains(value.getName()))
            .toList();
    if (inputs.size() != 1) {
      throw new Refused(
          "has the inputs %s; a classifier of images has one"
              .formatted(inputs.stream().map(ValueInfoProto::getName).toList()));
    }
    return inputs.get(0);
  }

  private static PixelNormalisation start(
      ValueInfoProto input, Optional<PixelNormalisation> normalisation) throws Refused {
    TypeProto.Tensor tensor = input.getType().getTensorType();
    if (tensor.getElemType() == TensorProto.DataType.UINT8_VALUE) {
      if (normalisation.isPresent()) {
        throw new Refused(
            "takes raw pixels, which it normalises itself; give no mean and scale for it");
      }
      return PixelNormalisation.NONE;
    }
    if (tensor.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
      throw new Refused(
          "has input '%s' that is neither uint8 nor float32; export the model in fp32"
              .formatted(input.getName()));
    }
    return normalisation.orElseThrow(
        () ->
            new Refused(
                "takes normalised float pixels; give the mean and scale it was trained with, as (pixel - mean) * scale"));
  }
}
