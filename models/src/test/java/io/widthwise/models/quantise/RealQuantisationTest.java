package io.widthwise.models.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.RealModels;
import io.widthwise.models.evaluate.Evaluator;
import io.widthwise.models.evaluate.LabelledImages;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatNetworks;
import io.widthwise.models.floating.FloatOnnxWriter;
import io.widthwise.models.importing.ImportOptions;
import io.widthwise.models.network.Network;
import io.widthwise.models.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The narrowest published network, which has the least to lose, on 250 photographs. */
class RealQuantisationTest {
  private static final int SIDE = 128;
  private static final Resize RESIZE = ImportOptions.DEFAULT.resize();

  @TempDir private Path folder;

  @Test
  void losesAtMostOnePoint() throws Exception {
    // Line 0 of the labels is background, which the photographs' class indices leave out.
    Network network = TfliteReader.read(RealModels.model(RealModels.V1_QUARTER)).withoutClass(0);
    FloatNetwork floating = FloatNetworks.fromTflite(network);
    CalibrationFrames frames =
        CalibrationImages.read(RealModels.images(), 84, List.of(SIDE), RESIZE);
    QuantisedModel model = Int8Quantiser.quantise(floating, frames, QuantiserOptions.DEFAULT);
    LadderBundle bundle =
        new BundleWriter(folder)
            .write(
                "real",
                "test",
                IntStream.range(0, network.classes()).mapToObj(i -> "class " + i).toList(),
                List.of(
                    rung(network, Precision.INT8, model.write(new TreeMap<>())),
                    rung(
                        network,
                        Precision.FP32,
                        FloatOnnxWriter.write(floating, OptionalDouble.empty(), new TreeMap<>()))));
    List<VariantEvaluation> results =
        Evaluator.evaluate(
            bundle, LabelledImages.read(RealModels.images(), network.classes()), done -> {});
    VariantEvaluation int8 = results.get(0);
    VariantEvaluation fp32 = results.get(1);
    assertThat(int8.top1()).isGreaterThanOrEqualTo(fp32.top1() - 0.01);
    assertThat(int8.agreements(fp32)).isGreaterThanOrEqualTo(225);
  }

  private static Rung rung(Network network, Precision precision, byte[] onnx) {
    return new Rung(
        VariantSpec.describe(
            onnx,
            "mobilenet-v1",
            0.25,
            SIDE,
            precision,
            network.classes(),
            new Normalisation(
                Collections.nCopies(3, 128.0), Collections.nCopies(3, 1 / 128.0), true),
            RESIZE,
            network.multiplyAdds(),
            network.parameters()),
        onnx);
  }
}
