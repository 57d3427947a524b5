package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.RealModels;
import io.widthwise.models.importing.BundleImporter;
import io.widthwise.models.importing.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published networks on 250 photographs. */
class RealLadderTest {
  /** As published for the 8-bit networks at their widths; training images can only be easier. */
  private static final double[] LEAST_TOP1 = {0.40, 0.58, 0.66, 0.70};

  @TempDir private Path folder;

  @Test
  void widerRungsAreMoreAccurateAndBothPrecisionsAgree() throws Exception {
    List<Path> models =
        Stream.of(
                RealModels.V1_QUARTER,
                RealModels.V1_HALF,
                RealModels.V1_THREE_QUARTERS,
                RealModels.V2_FULL)
            .map(RealModels::model)
            .toList();
    LadderBundle bundle =
        BundleImporter.importTflite(models, null, folder.resolve("ladder"), ImportOptions.DEFAULT);
    List<LabelledImage> images = LabelledImages.read(RealModels.images(), bundle.labels().size());
    List<VariantEvaluation> results = Evaluator.evaluate(bundle, images, done -> {});
    for (int rung = 0; rung < models.size(); rung++) {
      VariantEvaluation int8 = results.get(2 * rung);
      VariantEvaluation fp32 = results.get(2 * rung + 1);
      assertThat(int8.top1()).as(int8.variant().fullName()).isGreaterThan(LEAST_TOP1[rung]);
      assertThat(int8.top1()).isCloseTo(fp32.top1(), within(0.02));
      assertThat(int8.agreements(fp32)).isGreaterThan(images.size() * 9 / 10);
      if (rung > 0) {
        assertThat(int8.top1()).isGreaterThan(results.get(2 * rung - 2).top1());
        assertThat(fp32.top1()).isGreaterThan(results.get(2 * rung - 1).top1());
      }
    }
  }
}
