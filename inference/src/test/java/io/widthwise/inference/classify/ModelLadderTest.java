package io.widthwise.inference.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.InputSpec;
import io.widthwise.inference.bundle.InvalidBundleException;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.OutputSpec;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.Sha256;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.testing.TinyBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLadderTest {
  private static final Rung RUNG = TinyBundle.rung(0.25, 32, 0.5);
  @TempDir Path directory;

  @Test
  void pixelsFromAnyBufferGiveWhatTheInputBufferGives() throws IOException {
    ByteBuffer red = ByteBuffer.allocate(64 * 64 * 3);
    for (int i = 0; i < red.capacity(); i += 3) {
      red.put(i, (byte) 255);
    }
    try (ModelLadder ladder = open(TinyBundle.create(directory))) {
      Prediction copied = ladder.classify(1, red);
      ladder.input(2).put(0, red, 0, red.capacity());

      assertThat(copied.best().getName()).isEqualTo("red");
      assertThat(ladder.classify(1, ladder.input(1))).isEqualTo(copied);
    }
  }

  @Test
  void variantsOfOneResolutionShareTheirInput() throws IOException {
    try (ModelLadder ladder = open(TinyBundle.create(directory))) {
      assertThat(ladder.input(1)).isSameAs(ladder.input(2)).isNotSameAs(ladder.input(0));
      assertThat(ladder.input(1).capacity()).isEqualTo(64 * 64 * 3);
      assertThat(ladder.input(1).isDirect()).isTrue();
    }
  }

  @Test
  void oneGraphOfAnySideServesEveryResolutionOfIt() throws IOException {
    LadderBundle bundle =
        new BundleWriter(directory)
            .write("colours", "1", TinyBundle.LABELS, TinyBundle.sharedRungs(0.5, 32, 48, 64));

    try (ModelLadder ladder = open(LadderBundle.open(directory))) {
      assertThat(ladder.variants()).isEqualTo(bundle.ladder().variants());
      for (int variant = 0; variant < 3; variant++) {
        ByteBuffer pixels = ladder.input(variant);
        for (int i = 1; i < pixels.capacity(); i += 3) {
          pixels.put(i, (byte) 255);
        }
        assertThat(ladder.classify(variant, pixels).best().getName()).isEqualTo("green");
        assertThat(pixels.capacity()).isEqualTo(3 * 32 * 32 * (variant + 2) * (variant + 2) / 4);
      }
    }
  }

  @Test
  void graphOfOneSideCannotBeSharedByAnother() throws IOException {
    VariantSpec spec = RUNG.variant();
    VariantSpec other = with(spec, 64, InputSpec.square(64), spec.output(), spec.sha256());
    LadderBundle bundle =
        new BundleWriter(directory)
            .write("colours", "1", TinyBundle.LABELS, List.of(RUNG, new Rung(other, RUNG.onnx())));

    assertThatThrownBy(() -> open(bundle))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("tiny 0.25@64/fp32")
        .hasMessageContaining("must be UINT8 [-1, 64, 64, 3]");
  }

  @Test
  void onlyTheVariantsAskedForAreOpened() throws IOException {
    LadderBundle bundle = TinyBundle.create(directory);
    List<VariantSpec> wide = bundle.ladder().variants().subList(2, 3);

    try (ModelLadder ladder = ModelLadder.open(bundle, wide, new ClassifierSettings(2, 1))) {
      assertThat(ladder.variants()).isEqualTo(wide);
      assertThat(ladder.classify(0, ladder.input(0)).topK()).hasSize(2);
    }
  }

  @Test
  void pixelsOfAnotherSizeAreRefused() throws IOException {
    try (ModelLadder ladder = open(TinyBundle.create(directory))) {
      assertThatThrownBy(() -> ladder.classify(0, ByteBuffer.allocate(5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tiny 0.25@32/fp32 takes 3072 bytes of pixels but got 5");
    }
  }

  @Test
  void graphWithAnotherInputNameIsToldWithWhatToChange() throws IOException {
    VariantSpec spec = RUNG.variant();
    InputSpec input = new InputSpec("picture", "uint8", "NHWC", 32, 32, "RGB");

    assertRefused(
        with(spec, spec.resolution(), input, spec.output(), spec.sha256()),
        RUNG.onnx(),
        "ladder.json calls the input \"picture\" but the graph has [image]; correct input.name or rename it in the graph");
  }

  @Test
  void graphWithAnotherOutputNameIsToldWithWhatToChange() throws IOException {
    VariantSpec spec = RUNG.variant();

    assertRefused(
        with(spec, 32, spec.input(), new OutputSpec("scores", 3), spec.sha256()),
        RUNG.onnx(),
        "ladder.json calls the output \"scores\" but the graph has [probabilities]");
  }

  @Test
  void graphOfAnotherSideIsToldWithBothShapes() throws IOException {
    VariantSpec spec = RUNG.variant();

    assertRefused(
        with(spec, 64, InputSpec.square(64), spec.output(), spec.sha256()),
        RUNG.onnx(),
        "input \"image\" of the graph is UINT8 [-1, 32, 32, 3] but must be UINT8 [-1, 64, 64, 3]");
  }

  @Test
  void fileThatIsNoGraphIsNamed() throws IOException {
    byte[] text = "no graph".getBytes(StandardCharsets.UTF_8);
    VariantSpec spec = RUNG.variant();

    assertRefused(
        with(spec, 32, spec.input(), spec.output(), Sha256.hex(text)),
        text,
        "is no ONNX model or was cut short; export it again");
  }

  @Test
  void graphThatWasCutShortBeforeItWasHashedIsNamed() throws IOException {
    byte[] half = Arrays.copyOf(RUNG.onnx(), RUNG.onnx().length / 2);
    VariantSpec spec = RUNG.variant();

    assertRefused(
        with(spec, 32, spec.input(), spec.output(), Sha256.hex(half)),
        half,
        "is no ONNX model or was cut short; export it again");
  }

  @Test
  void graphThatKeepsWeightsInAnotherFileIsRefused() throws IOException {
    Path weights = Files.write(directory.resolve("weights.bin"), new byte[1 << 20]);
    ModelProto.Builder model = ModelProto.parseFrom(RUNG.onnx()).toBuilder();
    TensorProto.Builder scale = model.getGraphBuilder().getInitializerBuilder(0);
    scale
        .clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue(weights.toString()));
    byte[] onnx = model.build().toByteArray();
    VariantSpec spec = RUNG.variant();

    assertRefused(
        with(spec, 32, spec.input(), spec.output(), Sha256.hex(onnx)),
        onnx,
        "cannot load the graph");
  }

  @Test
  void graphWithAnotherNumberOfClassesIsToldWithBothShapes() throws IOException {
    VariantSpec spec = RUNG.variant();
    LadderBundle bundle =
        new BundleWriter(directory)
            .write(
                "colours",
                "test",
                List.of("red", "green", "blue", "grey"),
                List.of(
                    new Rung(
                        with(spec, 32, spec.input(), OutputSpec.probabilities(4), spec.sha256()),
                        RUNG.onnx())));

    assertThatThrownBy(() -> open(bundle))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(
            "output \"probabilities\" of the graph is FLOAT [-1, 3] but must be FLOAT [-1, 4]");
  }

  @Test
  void fileChangedSinceTheBundleWasOpenedIsRefused() throws IOException {
    LadderBundle bundle = TinyBundle.create(directory);
    Files.writeString(bundle.modelFile(bundle.ladder().variants().get(2)), "changed");

    assertThatThrownBy(() -> open(bundle)).isInstanceOf(InvalidBundleException.class);
  }

  @Test
  void closingTwiceIsHarmlessAndUseAfterwardsIsRefused() throws IOException {
    ModelLadder ladder = open(TinyBundle.create(directory));
    ladder.close();
    ladder.close();

    assertThatThrownBy(() -> ladder.classify(0, ladder.input(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private void assertRefused(VariantSpec spec, byte[] onnx, String sentence) throws IOException {
    LadderBundle bundle =
        new BundleWriter(directory)
            .write("colours", "test", TinyBundle.LABELS, List.of(new Rung(spec, onnx)));

    assertThatThrownBy(() -> open(bundle))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(spec.fullName())
        .hasMessageContaining(bundle.modelFile(spec).toString())
        .hasMessageContaining(sentence);
  }

  private static ModelLadder open(LadderBundle bundle) throws IOException {
    return ModelLadder.open(bundle, ClassifierSettings.DEFAULT);
  }

  private static VariantSpec with(
      VariantSpec spec, int resolution, InputSpec input, OutputSpec output, String sha256) {
    return new VariantSpec(
        spec.family(),
        spec.width(),
        resolution,
        spec.precision(),
        spec.file(),
        sha256,
        input,
        output,
        spec.normalisation(),
        spec.resize(),
        spec.multiplyAdds(),
        spec.parameters(),
        spec.accuracy(),
        spec.calibration());
  }
}
