package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
  private static final int FRAMES = 60;

  @TempDir private Path folder;
  private LadderBundle bundle;

  /** One graph of two resolutions and one of a resolution of its own. */
  @BeforeEach
  void writeBundle() throws Exception {
    List<Rung> rungs = new ArrayList<>(TinyBundle.sharedRungs(0.25, 32, 64));
    rungs.add(TinyBundle.rung(1.0, 64, 0.9));
    bundle = new BundleWriter(folder).write("colours", "first", TinyBundle.LABELS, rungs);
  }

  @Test
  void fitsATemperatureForEachVariantAndPutsItIntoGraphAndManifest() throws Exception {
    Evaluation before = evaluate(bundle, FRAMES);
    LadderBundle calibrated = Calibrator.calibrate(before, Optional.empty());

    assertThat(LadderBundle.open(folder)).isEqualTo(calibrated);
    assertThat(calibrated.ladder().release()).isNotEqualTo("first").hasSize(12);
    List<VariantSpec> variants = calibrated.ladder().variants();
    for (int i = 0; i < variants.size(); i++) {
      TemperatureFit fit = before.variants().get(i).temperature().orElseThrow();
      assertThat(variants.get(i).calibration().temperature()).isEqualTo(fit.temperature());
      assertThat(variants.get(i).calibration().ece()).isEqualTo(fit.after().ece());
      assertThat(variants.get(i).calibration().images()).isEqualTo(FRAMES / 2);
      assertThat(variants.get(i).calibration().dataset()).isEqualTo("noisy colours");
      assertThat(variants.get(i).sha256())
          .isNotEqualTo(before.variants().get(i).variant().sha256());
      assertThat(variants.get(i).accuracy())
          .isEqualTo(before.variants().get(i).variant().accuracy());
    }
    assertThat(variants.get(0).sha256()).isEqualTo(variants.get(1).sha256());
    assertThat(before.variants().get(0).temperature().orElseThrow().fitted()).isEqualTo(FRAMES / 2);
    assertThat(variants)
        .extracting(variant -> variant.calibration().temperature())
        .as("also of the two that share a graph")
        .doesNotHaveDuplicates();
  }

  @Test
  void leavesBestClassesAloneAndNothingToFit() throws Exception {
    Evaluation before = evaluate(bundle, FRAMES);
    Evaluation after = evaluate(Calibrator.calibrate(before, Optional.of("r2")), FRAMES);
    for (int i = 0; i < before.variants().size(); i++) {
      VariantEvaluation variant = after.variants().get(i);
      assertThat(variant.best()).isEqualTo(before.variants().get(i).best());
      TemperatureFit old = before.variants().get(i).temperature().orElseThrow();
      TemperatureFit fit = variant.temperature().orElseThrow();
      assertThat(fit.temperature()).isCloseTo(1, within(0.01));
      assertThat(fit.negativeLogLikelihoodBefore())
          .isCloseTo(old.negativeLogLikelihoodAfter(), within(1e-3));
    }
  }

  @Test
  void multipliesTheTemperatureOfAGraphCalibratedBefore() throws Exception {
    LadderBundle once = Calibrator.calibrate(evaluate(bundle, FRAMES), Optional.of("r2"));
    int size = once.readModel(once.ladder().variants().get(0)).length;
    Evaluation again = evaluate(once, 2 * FRAMES);
    LadderBundle twice = Calibrator.calibrate(again, Optional.of("r3"));
    for (int i = 0; i < twice.ladder().variants().size(); i++) {
      double product =
          once.ladder().variants().get(i).calibration().temperature()
              * again.variants().get(i).temperature().orElseThrow().temperature();
      assertThat(twice.ladder().variants().get(i).calibration().temperature()).isEqualTo(product);
    }
    assertThat(twice.readModel(twice.ladder().variants().get(0))).hasSize(size);
  }

  @Test
  void asksForMoreImagesWhereThereAreTooFew() throws Exception {
    Evaluation few = evaluate(bundle, 19);
    assertThatThrownBy(() -> Calibrator.calibrate(few, Optional.empty()))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessage(
            "noisy colours holds 19 images, too few to fit a temperature on; give at least 20");
    assertThat(LadderBundle.open(folder).ladderSha256()).isEqualTo(bundle.ladderSha256());
  }

  private static Evaluation evaluate(LadderBundle bundle, int frames) throws Exception {
    return Evaluator.evaluate(bundle, new NoisyColours(frames), done -> {});
  }

  /** Raw pictures of a faint colour, one in six told wrongly, so that no temperature is extreme. */
  private record NoisyColours(int size) implements LabelledFrames {
    private static final int SIDE = 64;

    @Override
    public String description() {
      return "noisy colours";
    }

    @Override
    public KnownFrame get(int index) {
      Random random = new Random(index);
      int colour = index % 3;
      byte[] pixels = new byte[SIDE * SIDE * 3];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (100 + (i % 3 == colour ? 20 : 0) + random.nextInt(40));
      }
      Frame frame =
          Frame.newBuilder()
              .setFrameId("frame " + index)
              .setCameraId("test")
              .setSequence(index)
              .setCaptureTime(Instant.EPOCH)
              .setEncoding(FrameEncoding.RGB8)
              .setWidth(SIDE)
              .setHeight(SIDE)
              .setPayload(ByteBuffer.wrap(pixels))
              .build();
      boolean wrong = random.nextInt(6) == 0;
      return new KnownFrame(frame, wrong ? (colour + 1) % 3 : colour, "frame " + index);
    }
  }
}
