package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.widthwise.models.UnusableModelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a model gives class scores.
 *
 * @param name of its output
 * @param flat whether as {@code [N, classes]}; else with further dimensions of 1
 * @param kind what the scores are
 */
record ScoreOutput(String name, boolean flat, Scores kind) {
  /** These do not change what the scores are. */
  private static final Set<String> PASSING =
      Set.of(
          "Identity",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Cast",
          "Dropout",
          "QuantizeLinear",
          "DequantizeLinear",
          "Transpose");

  private static final Set<String> SOFTMAX = Set.of("Softmax", "QLinearSoftmax");

  /**
   * Tells how the model scores so many classes.
   *
   * @param told what the scores are, or empty to see it by the operator that they come from
   * @throws UnusableModelException if it does not, saying what to change
   */
  static ScoreOutput of(
      Path file, GraphProto graph, ValueInfoProto value, int classes, Optional<Scores> told)
      throws UnusableModelException {
    Shape shape = Shape.of(value);
    String what = "gives \"%s\" as %s".formatted(value.getName(), shape);
    if (shape.type() != TensorProto.DataType.FLOAT) {
      throw new UnusableModelException(
          file, what + "; export it with scores of float32, without the choice of the best class");
    }
    boolean flat = true;
    if (shape.dimensions().isPresent()) {
      List<Long> dimensions = shape.dimensions().get();
      flat = dimensions.size() == 2;
      requireClasses(file, what, dimensions, classes);
    }
    return new ScoreOutput(
        value.getName(), flat, told.orElseGet(() -> kind(graph, value.getName())));
  }

  /** Returns how many classes a model scores, if it is fixed and a classifier's. */
  static OptionalLong fixedClasses(ValueInfoProto value) {
    List<Long> dimensions = Shape.of(value).dimensions().orElse(List.of());
    List<Long> perPicture = dimensions.stream().skip(1).filter(size -> size != 1).toList();
    return perPicture.size() == 1 && perPicture.get(0) != Shape.OPEN
        ? OptionalLong.of(perPicture.get(0))
        : OptionalLong.empty();
  }

  private static void requireClasses(Path file, String what, List<Long> dimensions, int classes)
      throws UnusableModelException {
    List<Long> perPicture = dimensions.subList(Math.min(1, dimensions.size()), dimensions.size());
    long fixed = perPicture.stream().filter(size -> size != Shape.OPEN).reduce(1L, (a, b) -> a * b);
    long open = perPicture.stream().filter(size -> size == Shape.OPEN).count();
    long more = perPicture.stream().filter(size -> size != 1).count();
    if (perPicture.isEmpty() || more > 1) {
      throw new UnusableModelException(
          file, what + "; export it as a classifier with one score a class: [N, classes]");
    }
    if (open == 0 && fixed != classes) {
      throw new UnusableModelException(
          file,
          "%s, so it scores %d classes, but there are %d labels; name the labels of this model with --labels"
              .formatted(what, fixed, classes));
    }
  }

  private static Scores kind(GraphProto graph, String output) {
    Map<String, NodeProto> producers = new HashMap<>();
    graph
        .getNodeList()
        .forEach(node -> node.getOutputList().forEach(name -> producers.put(name, node)));
    NodeProto producer = producers.get(output);
    while (producer != null && PASSING.contains(producer.getOpType())) {
      producer = producers.get(producer.getInput(0));
    }
    if (producer != null && SOFTMAX.contains(producer.getOpType())) {
      return Scores.PROBABILITIES;
    }
    return producer != null && producer.getOpType().equals("LogSoftmax")
        ? Scores.LOG_PROBABILITIES
        : Scores.LOGITS;
  }
}
