package io.widthwise.models.adding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.widthwise.inference.bundle.Normalisation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that cannot become a variant is refused by a sentence that says what to change. */
class UnfitModelsTest {
  private static final TensorProto.DataType FLOAT = TensorProto.DataType.FLOAT;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("unfit")
  void isToldWhatToChange(Unfit unfit) throws IOException {
    Adding adding = new Adding(folder);
    unfit.options.accept(adding);

    assertThatThrownBy(() -> adding.add(unfit.model))
        .isInstanceOfAny(
            io.widthwise.models.UnusableModelException.class,
            io.widthwise.inference.classify.InferenceException.class)
        .hasMessageContaining(unfit.sentence);
    assertThat(adding.bundle).doesNotExist();
  }

  @Test
  void fileThatIsNotThereIsTold() throws IOException {
    Adding adding = new Adding(folder);

    assertThatThrownBy(() -> adding.add(folder.resolve("none.onnx")))
        .hasMessageContaining("none.onnx does not exist; name an ONNX file");
  }

  static Stream<Unfit> unfit() {
    byte[] whole = new Exported().bytes();
    return Stream.of(
        new Unfit("text", "no model\n".getBytes(StandardCharsets.UTF_8), "is no ONNX model"),
        new Unfit("nothing", new byte[0], "is no ONNX model: it holds no graph"),
        new Unfit(
            "cut short",
            Arrays.copyOf(whole, whole.length / 2),
            "is no ONNX model or was cut short"),
        model(
            "weights in another file",
            new Exported().change(UnfitModelsTest::keepWeightsElsewhere),
            "keeps the weights conv.weight in another file; a graph of a bundle is one file"),
        model(
            "old operators",
            new Exported()
                .change(
                    proto ->
                        proto.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(6))),
            "uses version 6 of ONNX's operators; export it with opset 7 or later"),
        model(
            "two inputs",
            new Exported()
                .change(
                    proto -> proto.getGraphBuilder().addInput(Exported.value("size", FLOAT, 2))),
            "has the inputs [input.1, size]; export it with the picture as the only one"),
        model(
            "two outputs",
            new Exported()
                .change(
                    proto ->
                        proto
                            .getGraphBuilder()
                            .addOutput(Exported.value("pooled", FLOAT, -1, 4, 1, 1))),
            "has the outputs [logits, pooled]; say which holds the class scores with --output"),
        model(
            "no such output",
            new Exported(),
            "has no output z but [logits]; correct --output",
            adding -> adding.output = Optional.of("z")),
        model(
            "halves",
            new Exported().inputOf(TensorProto.DataType.FLOAT16, -1, 3, 32, 32),
            "takes \"input.1\" as FLOAT16 [?, 3, 32, 32]; export it with an input of float32 or uint8"),
        model(
            "vector",
            new Exported().inputOf(FLOAT, -1, 3072),
            "takes \"input.1\" as FLOAT [?, 3072]; export it with the four dimensions"),
        model(
            "grey", new Exported().inputOf(FLOAT, -1, 1, 32, 32), "export it for colour pictures"),
        model(
            "either way",
            new Exported().inputOf(FLOAT, -1, 3, 32, 3),
            "channels may be first or last"),
        model(
            "other side",
            new Exported().inputOf(FLOAT, -1, 3, 224, 224),
            "not pictures of 32 x 32; say --resolution 224 or export it for 32"),
        model(
            "oblong",
            new Exported().inputOf(FLOAT, -1, 3, 32, 48),
            "not pictures of 32 x 32; say --resolution 48 or export it for 32"),
        model(
            "batch of eight",
            new Exported().inputOf(FLOAT, 8, 3, 32, 32),
            "8 pictures at a time; export it with an open batch or a batch of 1"),
        model(
            "any side and none told",
            new Exported().inputOf(FLOAT, -1, 3, -1, -1),
            "takes pictures of any size; say which one this variant is for with --resolution",
            adding -> adding.resolution = Optional.empty()),
        model(
            "best class only",
            new Exported().last("ArgMax").outputOf(TensorProto.DataType.INT64, -1, 1),
            "export it with scores of float32, without the choice of the best class"),
        model(
            "score a pixel",
            new Exported().outputOf(FLOAT, -1, 5, 16, 16),
            "export it as a classifier with one score a class: [N, classes]"),
        model(
            "other number of classes",
            new Exported().outputOf(FLOAT, -1, 1000),
            "so it scores 1000 classes, but there are 5 labels; name the labels of this model"),
        model(
            "other number of classes than it says",
            new Exported().outputOf(FLOAT, -1, -1),
            "but must give [1, 3], one for each label",
            adding -> adding.labels = Optional.of(labels(adding))),
        model(
            "raw pixels and what to do to them",
            new Exported().inputOf(TensorProto.DataType.UINT8, -1, 3, 32, 32),
            "takes raw pixels (uint8), so what it does to them is inside already; leave out --mean",
            adding -> adding.normalisation = Optional.of(Normalisation.MINUS_ONE_TO_ONE)),
        model(
            "logits said to be probabilities",
            new Exported(),
            "must hold probabilities but class",
            adding -> adding.scores = Optional.of(Scores.PROBABILITIES)),
        model(
            "scores of several classes at once",
            new Exported().last("Sigmoid"),
            "gives scores that add up to",
            adding -> adding.scores = Optional.of(Scores.PROBABILITIES)),
        model(
            "unknown operator",
            new Exported().last("Sotfmax"),
            "cannot be run by ONNX Runtime on a picture of 32 x 32"),
        model(
            "no weights",
            new Exported().change(UnfitModelsTest::forgetWeights),
            "has no convolution and no matrix product with weights"));
  }

  private static Path labels(Adding adding) {
    try {
      return adding.labels(java.util.List.of("a", "b", "c"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void keepWeightsElsewhere(ModelProto.Builder model) {
    TensorProto.Builder weights = model.getGraphBuilder().getInitializerBuilder(0);
    weights
        .clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
  }

  private static void forgetWeights(ModelProto.Builder model) {
    GraphProto.Builder graph = model.getGraphBuilder();
    graph
        .clearNode()
        .clearInitializer()
        .setOutput(0, Exported.value("logits", FLOAT, -1, -1))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("shape")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(2)
                .addInt64Data(-1)
                .addInt64Data(5))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("axes")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(5))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("zero")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(0))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("one")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(1))
        .addNode(Exported.node("Flatten", "flat", Exported.integer("axis", 1), "input.1"))
        .addNode(Exported.node("Slice", "logits", null, "flat", "zero", "axes", "one"));
  }

  private static Unfit model(String name, Exported model, String sentence) {
    return model(name, model, sentence, adding -> {});
  }

  private static Unfit model(
      String name, Exported model, String sentence, Consumer<Adding> options) {
    return new Unfit(name, model.bytes(), sentence, options);
  }

  /** A model and what is said of it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Unfit(String name, byte[] model, String sentence, Consumer<Adding> options) {
    Unfit(String name, byte[] model, String sentence) {
      this(name, model, sentence, adding -> {});
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
