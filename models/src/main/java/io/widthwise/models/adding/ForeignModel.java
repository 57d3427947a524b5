package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.widthwise.models.UnusableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX model as somebody exported it.
 *
 * @param file it was read from
 * @param proto what it holds; inputs that are weights are not among its inputs
 */
record ForeignModel(Path file, ModelProto proto) {
  private static final long LARGEST = 256L << 20;

  /** From here on Mul and Sub broadcast, which the wrapping relies on. */
  private static final long OLDEST_OPSET = 7;

  /** From this version of the format on, weights need not be inputs. */
  private static final long WEIGHTS_APART = 4;

  /**
   * Reads a model.
   *
   * @throws UnusableModelException if it is no ONNX model, or one that cannot be one file
   */
  static ForeignModel read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableModelException(file, "does not exist; name an ONNX file");
    }
    if (Files.size(file) > LARGEST) {
      throw new UnusableModelException(
          file,
          "has %d MiB; a graph of a bundle has at most %d"
              .formatted(Files.size(file) >> 20, LARGEST >> 20));
    }
    ModelProto proto = parse(file);
    if (!proto.hasGraph() || proto.getGraph().getNodeCount() == 0) {
      throw new UnusableModelException(file, "is no ONNX model: it holds no graph of operators");
    }
    requireOneFile(file, proto);
    requireOpset(file, proto);
    return new ForeignModel(file, withoutWeightInputs(proto));
  }

  GraphProto graph() {
    return proto.getGraph();
  }

  /** Returns the one input. */
  ValueInfoProto input() throws UnusableModelException {
    List<ValueInfoProto> inputs = graph().getInputList();
    if (inputs.size() != 1) {
      throw new UnusableModelException(
          file,
          "has the inputs %s; export it with the picture as the only one and all else fixed"
              .formatted(names(inputs)));
    }
    return inputs.get(0);
  }

  /**
   * Returns the output of class scores.
   *
   * @param name of it, or null where there is but one
   */
  ValueInfoProto output(String name) throws UnusableModelException {
    List<ValueInfoProto> outputs = graph().getOutputList();
    if (name == null && outputs.size() == 1) {
      return outputs.get(0);
    }
    for (ValueInfoProto output : outputs) {
      if (output.getName().equals(name)) {
        return output;
      }
    }
    throw new UnusableModelException(
        file,
        name == null
            ? "has the outputs %s; say which holds the class scores with --output"
                .formatted(names(outputs))
            : "has no output %s but %s; correct --output".formatted(name, names(outputs)));
  }

  private static List<String> names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).toList();
  }

  private static ModelProto parse(Path file) throws IOException {
    try {
      return ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableModelException(
          file, "is no ONNX model or was cut short: " + e.getMessage(), e);
    }
  }

  private static void requireOneFile(Path file, ModelProto proto) throws UnusableModelException {
    for (TensorProto tensor : Tensors.all(proto.getGraph())) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
          || tensor.getExternalDataCount() > 0) {
        throw new UnusableModelException(
            file,
            "keeps the weights %s in another file; a graph of a bundle is one file, so save it with its weights inside (in Python: onnx.save(onnx.load(path), path, save_as_external_data=False))"
                .formatted(tensor.getName()));
      }
    }
  }

  private static void requireOpset(Path file, ModelProto proto) throws UnusableModelException {
    long opset =
        proto.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElse(0);
    if (opset < OLDEST_OPSET) {
      throw new UnusableModelException(
          file,
          "uses version %d of ONNX's operators; export it with opset %d or later, best 17"
              .formatted(opset, OLDEST_OPSET));
    }
  }

  /** Old exporters list weights as inputs too, which would let a caller replace them. */
  private static ModelProto withoutWeightInputs(ModelProto proto) {
    Set<String> weights =
        proto.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    GraphProto.Builder graph = proto.getGraph().toBuilder().clearInput();
    proto.getGraph().getInputList().stream()
        .filter(input -> !weights.contains(input.getName()))
        .forEach(graph::addInput);
    long version = Math.max(proto.getIrVersion(), WEIGHTS_APART);
    return proto.toBuilder().setIrVersion(version).setGraph(graph).build();
  }
}
