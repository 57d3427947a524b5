package io.widthwise.models.tflite;

import static io.widthwise.models.tflite.Refusal.require;
import static io.widthwise.models.tflite.Refusal.required;

import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/**
 * Reads the 8-bit quantised MobileNets that TensorFlow Lite's converter writes: unsigned bytes, one
 * scale and zero point a tensor. A final softmax is left out of the network.
 *
 * <p>Format: tensorflow/compiler/mlir/lite/schema/schema.fbs, version 3, file identifier TFL3.
 */
public final class TfliteReader {
  private static final int SCHEMA_VERSION = 3;
  private static final int MAX_OPERATORS = 4096;
  private static final long MAX_BYTES = 256L << 20;

  /**
   * A flatbuffer begins with the offset of its root table; the identifier follows in bytes 4 to 7.
   */
  private static final int HEADER_BYTES = 8;

  private TfliteReader() {}

  /**
   * Reads a network.
   *
   * @throws UnusableModelException if the file is no TFLite model, is damaged, or holds something
   *     other than a uint8 MobileNet; never an unchecked exception, whatever the bytes
   * @throws IOException if the file cannot be read
   */
  public static Network read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableModelException(file, "is not a file; name a .tflite model");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new UnusableModelException(
          file, "has %d bytes, more than any MobileNet".formatted(Files.size(file)));
    }
    return read(file, Files.readAllBytes(file));
  }

  /** As {@link #read(Path)}, of bytes already read; {@code file} is for messages. */
  public static Network read(Path file, byte[] bytes) throws UnusableModelException {
    try {
      return network(bytes);
    } catch (Refusal e) {
      throw new UnusableModelException(file, e.getMessage(), e);
    } catch (IndexOutOfBoundsException | BufferUnderflowException | NegativeArraySizeException e) {
      // The Java runtime of FlatBuffers has no verifier: a wrong offset shows where it is followed.
      throw new UnusableModelException(
          file,
          "is damaged or cut short: it points outside of its %d bytes".formatted(bytes.length),
          e);
    } catch (IllegalArgumentException e) {
      throw new UnusableModelException(file, "is not consistent: " + e.getMessage(), e);
    }
  }

  private static Network network(byte[] bytes) throws Refusal {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    require(
        bytes.length >= HEADER_BYTES && Model.ModelBufferHasIdentifier(buffer),
        "is not a TFLite model: its bytes 4 to 7 are not the identifier TFL3");
    Model model = Model.getRootAsModel(buffer);
    require(
        model.version() == SCHEMA_VERSION,
        "has schema version %d; version %d is needed",
        model.version(),
        SCHEMA_VERSION);
    require(model.subgraphsLength() == 1, "has %d graphs; one is needed", model.subgraphsLength());
    SubGraph graph = required(model.subgraphs(0), "its graph");
    require(
        graph.inputsLength() == 1 && graph.outputsLength() == 1,
        "has %d inputs and %d outputs; one of each is needed",
        graph.inputsLength(),
        graph.outputsLength());
    TensorTable tensors = new TensorTable(model, graph, bytes.length);
    FeatureMap input = tensors.define(graph.inputs(0));
    require(
        input.channels() == 3 && input.height() == input.width(),
        "takes %dx%d images of %d channels; square RGB images are needed",
        input.width(),
        input.height(),
        input.channels());
    return new Network(input, layers(model, graph, tensors));
  }

  private static List<Layer> layers(Model model, SubGraph graph, TensorTable tensors)
      throws Refusal {
    int count = graph.operatorsLength();
    require(count > 0 && count <= MAX_OPERATORS, "has %d operators", count);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OperatorReader reader = operator(model, graph, tensors, i);
      Optional<Layer> layer = reader.read();
      layer.ifPresent(layers::add);
      if (reader.isSoftmax()) {
        require(
            i == count - 1 && reader.output() == graph.outputs(0),
            "has a SOFTMAX (operator %d) that does not end it",
            i);
        requireLast(layers, reader.input(0));
        return layers;
      }
    }
    requireLast(layers, tensors.defined(graph.outputs(0)));
    return layers;
  }

  private static OperatorReader operator(
      Model model, SubGraph graph, TensorTable tensors, int position) throws Refusal {
    Operator operator = required(graph.operators(position), "operator " + position);
    long index = operator.opcodeIndex();
    require(
        index < model.operatorCodesLength(),
        "is damaged: operator %d names operator code %d of %d",
        position,
        index,
        model.operatorCodesLength());
    OperatorCode code = required(model.operatorCodes((int) index), "operator code " + index);
    // Codes up to 127 were written to an 8-bit field, which newer files still fill.
    return new OperatorReader(
        tensors, operator, position, Math.max(code.builtinCode(), code.deprecatedBuiltinCode()));
  }

  private static void requireLast(List<Layer> layers, FeatureMap output) throws Refusal {
    require(
        !layers.isEmpty() && layers.get(layers.size() - 1).output().equals(output),
        "has an output that its last layer does not compute");
  }
}
