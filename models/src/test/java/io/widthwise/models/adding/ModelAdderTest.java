package io.widthwise.models.adding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.InvalidBundleException;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.importing.BundleImporter;
import io.widthwise.models.importing.ImportOptions;
import io.widthwise.models.network.Networks;
import io.widthwise.models.tflite.TfliteFiles;
import io.widthwise.schemas.Label;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAdderTest {
  private static final Normalisation PER_CHANNEL =
      new Normalisation(List.of(123.5, 116.25, 103.5), List.of(0.0171, 0.0175, 0.0174), true);

  @TempDir private Path folder;
  private Adding adding;

  @BeforeEach
  void begin() throws IOException {
    adding = new Adding(folder);
  }

  @Test
  void floatModelWithChannelsFirstAndLogitsIsServedAsItsExporterMeantIt() throws Exception {
    adding.normalisation = Optional.of(PER_CHANNEL);
    Exported model = new Exported();

    AddedModel added = adding.add(model);

    byte[] pixels = picture();
    float[] expected = softmax(run(model.bytes(), "input.1", normalised(pixels)));
    assertThat(classify(added, pixels))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(expected);
    assertThat(added.changes())
        .containsExactly(
            "\"input.1\" takes channels first: pixels are transposed",
            "\"input.1\" takes floats: they become (pixel - [123.5, 116.25, 103.5]) * [0.0171, 0.0175, 0.0174]",
            "\"logits\" gives logits: a softmax is added");
  }

  @Test
  void variantIsDescribedFromTheGraphItself() throws IOException {
    VariantSpec variant = adding.add(new Exported()).variant();

    assertThat(variant.fullName()).isEqualTo("mine 0.5@32/fp32");
    assertThat(variant.multiplyAdds()).isEqualTo(Exported.MULTIPLY_ADDS);
    assertThat(variant.parameters()).isEqualTo(Exported.PARAMETERS);
    assertThat(variant.normalisation()).isEqualTo(Normalisation.MINUS_ONE_TO_ONE);
    assertThat(variant.input().name()).isEqualTo("image");
    assertThat(variant.output().name()).isEqualTo("probabilities");
    assertThat(variant.accuracy()).isNull();
    assertThat(LadderBundle.open(adding.bundle).ladder().variants()).containsExactly(variant);
  }

  @Test
  void normalisationThatIsOnlySupposedIsPointedOut() throws IOException {
    assertThat(adding.add(new Exported()).changes())
        .anyMatch(change -> change.contains("say how with --mean and --scale"));
  }

  @Test
  void floatModelWithChannelsLastIsNotTransposed() throws Exception {
    Exported model = new Exported().channelsLast();

    AddedModel added = adding.add(model);

    assertThat(operators(added)).startsWith("Cast", "Sub", "Mul", "Transpose", "Conv");
    assertThat(added.changes()).noneMatch(change -> change.contains("channels first"));
  }

  @Test
  void graphOfABundleIsTakenAsItIs() throws IOException {
    LadderBundle tiny = TinyBundle.create(folder.resolve("tiny"));
    VariantSpec variant = tiny.ladder().variants().get(1);
    adding.labels = Optional.of(adding.labels(TinyBundle.LABELS));
    adding.resolution = Optional.empty();

    AddedModel added = adding.add(tiny.readModel(variant));

    assertThat(added.changes()).isEmpty();
    assertThat(added.variant().resolution()).isEqualTo(64);
    assertThat(added.variant().multiplyAdds()).isEqualTo(variant.multiplyAdds());
    assertThat(added.variant().parameters()).isEqualTo(variant.parameters());
    assertThat(model(added).getGraph())
        .isEqualTo(
            ModelProto.parseFrom(tiny.readModel(variant)).getGraph().toBuilder()
                .setInput(0, model(added).getGraph().getInput(0))
                .setOutput(0, model(added).getGraph().getOutput(0))
                .build());
  }

  @Test
  void importedMobileNetsCostWhatTheImporterCounts() throws IOException {
    Path tflite =
        Files.write(
            folder.resolve("v1.tflite"), TfliteFiles.write(Networks.mobileNetV1Quarter(32, 5)));
    LadderBundle imported =
        BundleImporter.importTflite(
            List.of(tflite),
            adding.labels.orElseThrow(),
            folder.resolve("imported"),
            ImportOptions.DEFAULT);
    for (VariantSpec variant : imported.ladder().variants()) {
      VariantSpec added = adding.add(imported.readModel(variant)).variant();

      assertThat(added.precision()).isEqualTo(variant.precision());
      assertThat(added.multiplyAdds()).isEqualTo(variant.multiplyAdds());
      assertThat(added.parameters()).isEqualTo(variant.parameters());
      assertThat(added.file()).isEqualTo("mine_0.5_32_%s.onnx".formatted(added.precision().text()));
    }
  }

  @Test
  void weightsInEightBitsAreCountedAndDoNotAloneMakeTheModelInt8() throws IOException {
    Exported model =
        new Exported()
            .change(
                proto -> {
                  var graph = proto.getGraphBuilder();
                  TensorProto weights = graph.getInitializer(0);
                  graph
                      .setInitializer(
                          0,
                          TensorProto.newBuilder()
                              .setName("conv.weight.quantised")
                              .setDataType(TensorProto.DataType.INT8_VALUE)
                              .addAllDims(weights.getDimsList())
                              .setRawData(
                                  com.google.protobuf.ByteString.copyFrom(
                                      new byte[weights.getFloatDataCount()])))
                      .addInitializer(
                          TensorProto.newBuilder()
                              .setName("conv.weight.scale")
                              .setDataType(TensorProto.DataType.FLOAT_VALUE)
                              .addFloatData(0.1f))
                      .addNode(
                          0,
                          Exported.node(
                              "DequantizeLinear",
                              "conv.weight",
                              null,
                              "conv.weight.quantised",
                              "conv.weight.scale"));
                });

    VariantSpec variant = adding.add(model).variant();

    assertThat(variant.precision()).isEqualTo(Precision.FP32);
    assertThat(variant.multiplyAdds()).isEqualTo(Exported.MULTIPLY_ADDS);
    assertThat(variant.parameters()).isEqualTo(Exported.PARAMETERS);
  }

  @Test
  void namesThatTheBundleNeedsAreTakenFromTheModel() throws Exception {
    Exported plain = new Exported();
    Exported clashing = new Exported().input("image").convolved("probabilities").output("image_1");

    float[] expected = classify(adding.add(plain), picture());
    adding.force = true;

    assertThat(classify(adding.add(clashing), picture())).containsExactly(expected);
    Exported same = new Exported().input("probabilities").output("image");
    assertThat(classify(adding.add(same), picture())).containsExactly(expected);
  }

  @Test
  void softmaxAtTheEndIsSeenAlsoBehindAReshape() throws Exception {
    float[] logits = classify(adding.add(new Exported()), picture());
    adding.force = true;

    AddedModel softmax = adding.add(new Exported().last("Softmax"));
    assertThat(softmax.changes()).noneMatch(change -> change.contains("softmax"));
    assertThat(classify(softmax, picture())).containsExactly(logits);

    AddedModel logSoftmax = adding.add(new Exported().last("LogSoftmax"));
    assertThat(logSoftmax.changes()).anyMatch(change -> change.contains("exponential"));
    assertThat(classify(logSoftmax, picture()))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(logits);
  }

  @Test
  void scoresOfFourDimensionsAreFlattened() throws Exception {
    AddedModel added = adding.add(new Exported().unflattened());

    assertThat(operators(added)).endsWith("Flatten", "Softmax");
    assertThat(added.variant().multiplyAdds()).isEqualTo(Exported.MULTIPLY_ADDS);
  }

  @Test
  void batchOfOneIsEnough() throws Exception {
    Exported model =
        new Exported()
            .inputOf(TensorProto.DataType.FLOAT, 1, 3, 32, 32)
            .outputOf(TensorProto.DataType.FLOAT, 1, 5);

    assertThat(classify(adding.add(model), picture())).hasSize(5);
  }

  @Test
  void modelOfAnySideServesTheOneAskedFor() throws Exception {
    Exported model = new Exported().inputOf(TensorProto.DataType.FLOAT, -1, 3, -1, -1);
    adding.resolution = Optional.of(48);

    assertThat(adding.add(model).variant().multiplyAdds())
        .isEqualTo(24L * 24 * Exported.CHANNELS * 27 + Exported.CHANNELS * Exported.CLASSES);
    adding.resolution = Optional.of(32);
    assertThat(adding.add(model).bundle().ladder().variants())
        .extracting(VariantSpec::key)
        .containsExactly("0.5@32/fp32", "0.5@48/fp32");
  }

  @Test
  void oldModelsThatListWeightsAsInputsAreTaken() throws Exception {
    float[] expected = classify(adding.add(new Exported()), picture());
    adding.force = true;
    Exported old =
        new Exported()
            .change(
                proto -> {
                  proto.setIrVersion(3);
                  for (TensorProto weights : proto.getGraph().getInitializerList()) {
                    proto
                        .getGraphBuilder()
                        .addInput(
                            Exported.value(
                                weights.getName(),
                                TensorProto.DataType.FLOAT,
                                weights.getDimsList().stream().mapToInt(Long::intValue).toArray()));
                  }
                });

    assertThat(classify(adding.add(old), picture())).containsExactly(expected);
  }

  @Test
  void oneOfSeveralOutputsCanBeChosen() throws Exception {
    adding.output = Optional.of("logits");
    Exported model =
        new Exported()
            .change(
                proto ->
                    proto
                        .getGraphBuilder()
                        .addOutput(
                            Exported.value("pooled", TensorProto.DataType.FLOAT, -1, 4, 1, 1)));

    assertThat(classify(adding.add(model), picture())).hasSize(5);
  }

  @Test
  void modelJoinsTheOthersCheapestFirst() throws IOException {
    adding.width = 1.0;
    adding.add(new Exported().inputOf(TensorProto.DataType.FLOAT, -1, 3, -1, -1));
    adding.width = 0.25;
    adding.resolution = Optional.of(16);
    adding.labels = Optional.empty();
    adding.accuracy = Optional.of(new Accuracy(0.5, 0.75, 100, "elsewhere"));
    String before = LadderBundle.open(adding.bundle).ladder().release();

    LadderBundle bundle =
        adding.add(new Exported().inputOf(TensorProto.DataType.FLOAT, -1, 3, -1, -1)).bundle();

    assertThat(LadderBundle.open(adding.bundle)).isEqualTo(bundle);
    assertThat(bundle.ladder().variants())
        .extracting(VariantSpec::key)
        .containsExactly("0.25@16/fp32", "1.0@32/fp32");
    assertThat(bundle.ladder().variants().get(0).accuracy().top1()).isEqualTo(0.5);
    assertThat(bundle.ladder().release()).isNotEqualTo(before);
    assertThat(bundle.ladder().name()).isEqualTo("things");
  }

  @Test
  void variantThatIsThereIsReplacedOnlyByForce() throws IOException {
    adding.add(new Exported());

    assertThatThrownBy(() -> adding.add(new Exported().last("Softmax")))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("has a mine 0.5@32/fp32 already; replace it with --force");
    adding.force = true;
    assertThat(adding.add(new Exported().last("Softmax")).bundle().ladder().variants()).hasSize(1);
  }

  @Test
  void otherLabelsThanTheBundlesAreRefused() throws IOException {
    adding.add(new Exported());
    adding.width = 0.75;
    adding.labels = Optional.of(adding.labels(List.of("a", "b", "x", "d", "e")));

    assertThatThrownBy(() -> adding.add(new Exported()))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("calls class 2 \"x\" but the bundle")
        .hasMessageContaining("calls it \"c\"");
  }

  @Test
  void backgroundIsLeftOutOnlyWhereTheModelHasNone() throws IOException {
    adding.labels = Optional.of(adding.labels(List.of("background", "a", "b", "c", "d", "e")));
    assertThat(adding.add(new Exported()).bundle().labels()).isEqualTo(Adding.LABELS);

    Adding other = new Adding(Files.createDirectory(folder.resolve("other")));
    other.labels = Optional.of(other.labels(List.of("background", "a", "b", "c", "d")));
    assertThat(other.add(new Exported()).bundle().labels()).startsWith("background").hasSize(5);
  }

  @Test
  void newBundleNeedsLabels() {
    adding.labels = Optional.empty();

    assertThatThrownBy(() -> adding.add(new Exported()))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("is no bundle yet")
        .hasMessageContaining("--labels");
  }

  @Test
  void directoryWithOtherFilesIsNotTouched() throws IOException {
    Files.writeString(Files.createDirectories(adding.bundle).resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> adding.add(new Exported()))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("has files but no ladder.json");
  }

  @Test
  void damagedBundleIsToldAndNotTouched() throws IOException {
    AddedModel added = adding.add(new Exported());
    Files.writeString(added.bundle().modelFile(added.variant()), "damaged");
    adding.width = 0.75;

    assertThatThrownBy(() -> adding.add(new Exported())).isInstanceOf(InvalidBundleException.class);
    assertThat(adding.bundle.resolve("mine_0.75_32_fp32.onnx")).doesNotExist();
  }

  private static float[] classify(AddedModel added, byte[] pixels) throws IOException {
    int classes = added.bundle().labels().size();
    try (ModelLadder ladder =
        ModelLadder.open(
            added.bundle(), List.of(added.variant()), new ClassifierSettings(classes, 1))) {
      float[] probabilities = new float[classes];
      for (Label label : ladder.classify(0, ByteBuffer.wrap(pixels)).topK()) {
        probabilities[label.getIndex()] = label.getProbability();
      }
      assertThat(sum(probabilities)).isCloseTo(1, within(1e-4));
      return probabilities;
    }
  }

  private static byte[] picture() {
    byte[] pixels = new byte[Exported.SIDE * Exported.SIDE * 3];
    new Random(7).nextBytes(pixels);
    return pixels;
  }

  private static float[] normalised(byte[] pixels) {
    int plane = Exported.SIDE * Exported.SIDE;
    float[] floats = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < 3; channel++) {
        double mean = PER_CHANNEL.mean().get(channel);
        double scale = PER_CHANNEL.scale().get(channel);
        floats[channel * plane + i] = (float) (((pixels[3 * i + channel] & 0xff) - mean) * scale);
      }
    }
    return floats;
  }

  private static float[] run(byte[] onnx, String input, float[] values) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, 3, Exported.SIDE, Exported.SIDE};
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  private static float[] softmax(float[] logits) {
    float[] exponentials = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      exponentials[i] = (float) Math.exp(logits[i]);
    }
    float sum = (float) sum(exponentials);
    for (int i = 0; i < logits.length; i++) {
      exponentials[i] /= sum;
    }
    return exponentials;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static ModelProto model(AddedModel added) throws IOException {
    return ModelProto.parseFrom(added.bundle().readModel(added.variant()));
  }

  private static List<String> operators(AddedModel added) throws IOException {
    return model(added).getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }
}
