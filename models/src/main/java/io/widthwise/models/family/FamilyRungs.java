package io.widthwise.models.family;

import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.mobilenet.Cost;
import io.widthwise.models.mobilenet.CostModel;
import io.widthwise.models.mobilenet.MobileNetV1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Describes one graph as a rung for each resolution; all share its file.
 *
 * @param resolutions sides of the input, pixels
 * @param resize what part of a picture the network was trained on
 */
record FamilyRungs(List<Integer> resolutions, Resize resize) {
  static final String FAMILY = "mobilenet-v1";

  List<Rung> of(MobileNetV1 shape, FloatNetwork network, Precision precision, byte[] onnx) {
    String file = "%s_%s_%s.onnx".formatted(FAMILY, shape.width(), precision.text());
    List<Rung> rungs = new ArrayList<>();
    for (int resolution : resolutions) {
      Cost cost = CostModel.of(new MobileNetV1(shape.width(), resolution, shape.classes())).total();
      VariantSpec variant =
          VariantSpec.describe(
                  onnx,
                  FAMILY,
                  shape.width(),
                  resolution,
                  precision,
                  shape.classes(),
                  normalisation(network),
                  resize,
                  cost.multiplyAdds(),
                  cost.foldedParameters())
              .withFile(file);
      rungs.add(new Rung(variant, onnx));
    }
    return rungs;
  }

  private static Normalisation normalisation(FloatNetwork network) {
    return new Normalisation(
        Collections.nCopies(3, (double) network.mean()[0]),
        Collections.nCopies(3, (double) network.scale()[0]),
        /* inGraph= */ true);
  }
}
