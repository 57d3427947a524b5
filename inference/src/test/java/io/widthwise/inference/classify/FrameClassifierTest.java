package io.widthwise.inference.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.Label;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameClassifierTest {
  @TempDir Path directory;
  private FrameClassifier classifier;

  @BeforeEach
  void open() throws IOException {
    LadderBundle bundle = TinyBundle.create(directory);
    classifier =
        new FrameClassifier(
            new OpenCvFrameDecoder(), ModelLadder.open(bundle, ClassifierSettings.DEFAULT));
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  @Test
  void everyVariantTellsTheColours() throws UndecodableImageException {
    for (int variant = 0; variant < classifier.variants().size(); variant++) {
      assertThat(best(Color.RED, variant)).isEqualTo("red");
      assertThat(best(Color.GREEN, variant)).isEqualTo("green");
      assertThat(best(Color.BLUE, variant)).isEqualTo("blue");
    }
  }

  @Test
  void labelsComeBestFirstAndAddUpToOne() throws UndecodableImageException {
    LabelledFrame labelled = classifier.label(TestFrames.colour(Color.RED, 200, 100), 1);

    assertThat(labelled.topK())
        .hasSize(3)
        .isSortedAccordingTo((a, b) -> Float.compare(b.getProbability(), a.getProbability()));
    assertThat(labelled.topK().stream().mapToDouble(Label::getProbability).sum())
        .isBetween(0.999, 1.001);
    assertThat(labelled.variant()).isEqualTo(classifier.variants().get(1));
  }

  @Test
  void timeIsToldForDecodeAndInferenceApart() throws UndecodableImageException {
    LabelledFrame labelled = classifier.label(TestFrames.colour(Color.RED, 1920, 1080), 0);

    assertThat(labelled.decodeMicros()).isPositive();
    assertThat(labelled.inferenceMicros()).isNotNegative();
  }

  @Test
  void badFrameIsToldAndTheNextIsLabelled() throws UndecodableImageException {
    Frame text =
        TestFrames.frame(
            FrameEncoding.JPEG, 640, 480, "no picture".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> classifier.label(text, 0))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageContaining("neither a JPEG nor a PNG");
    assertThat(best(Color.BLUE, 0)).isEqualTo("blue");
  }

  @Test
  void variantsAreThoseOfTheBundleInItsOrder() {
    assertThat(classifier.variants())
        .extracting(VariantSpec::key)
        .containsExactly("0.25@32/fp32", "0.5@64/fp32", "1.0@64/fp32");
  }

  @Test
  void closingTwiceIsHarmlessAndUseAfterwardsIsRefused() {
    classifier.close();
    classifier.close();

    assertThatThrownBy(() -> classifier.label(TestFrames.colour(Color.RED, 64, 64), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private String best(Color colour, int variant) throws UndecodableImageException {
    return classifier.label(TestFrames.colour(colour, 640, 480), variant).topK().get(0).getName();
  }
}
