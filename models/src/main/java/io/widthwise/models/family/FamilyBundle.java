package io.widthwise.models.family;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.floating.FloatOnnxWriter;
import io.widthwise.models.importing.Rungs;
import io.widthwise.models.quantise.CalibrationFrames;
import io.widthwise.models.quantise.Int8Quantiser;
import io.widthwise.models.quantise.QuantiserOptions;
import io.widthwise.models.train.CalibrationBatches;
import io.widthwise.models.train.TrainedNetwork;
import io.widthwise.models.train.TrainingPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Chooses from everything that was trained what is worth serving. */
public final class FamilyBundle {
  private FamilyBundle() {}

  /**
   * Writes every width at every resolution in fp32 and int8, unmeasured.
   *
   * @param calibration pictures from which int8's ranges are taken
   */
  public static LadderBundle full(
      String name,
      List<String> labels,
      List<TrainedNetwork> trained,
      List<Integer> resolutions,
      TrainingPictures calibration,
      Path directory)
      throws IOException {
    FamilyRungs rungs = new FamilyRungs(resolutions, TrainedNetwork.RESIZE);
    CalibrationFrames frames = CalibrationBatches.of(calibration, resolutions);
    List<Rung> all = new ArrayList<>();
    for (TrainedNetwork each : trained) {
      SortedMap<String, String> metadata = new TreeMap<>();
      metadata.put("family", FamilyRungs.FAMILY);
      metadata.put("width", Double.toString(each.shape().width()));
      metadata.put("resolutions", resolutions.toString());
      metadata.put("classes", Integer.toString(labels.size()));
      metadata.put("normalisation", "(pixel - 128) / 128");
      metadata.put("training", name);
      byte[] fp32 = FloatOnnxWriter.write(each.network(), OptionalDouble.empty(), metadata);
      all.addAll(rungs.of(each.shape(), each.network(), Precision.FP32, fp32));
      byte[] int8 =
          Int8Quantiser.quantise(each.network(), frames, QuantiserOptions.DEFAULT).write(metadata);
      all.addAll(rungs.of(each.shape(), each.network(), Precision.INT8, int8));
    }
    return write(name, labels, all, directory);
  }

  /**
   * Writes the int8 variants of {@code full} that no other int8 variant beats: each is more
   * accurate than everything cheaper. Cost is counted in multiply-adds, so that the choice is the
   * same on every machine; which of them a host's latencies favour is for its own profile to find.
   *
   * @param full every variant, its accuracy measured
   * @param directory of the new bundle
   * @return the bundle, cheapest variant first
   */
  public static LadderBundle serve(LadderBundle full, Path directory) throws IOException {
    List<VariantSpec> quantised =
        full.ladder().variants().stream()
            .filter(variant -> variant.precision() == Precision.INT8)
            .toList();
    List<Rung> rungs = new ArrayList<>();
    for (VariantSpec variant : full.ladder().withVariants(quantised).paretoFront()) {
      rungs.add(new Rung(variant, full.readModel(variant)));
    }
    return write(full.ladder().name(), full.labels(), rungs, directory);
  }

  /** Writes a bundle whose release is named by its content. */
  static LadderBundle write(String name, List<String> labels, List<Rung> rungs, Path directory)
      throws IOException {
    List<Rung> inOrder = new ArrayList<>(rungs);
    inOrder.sort(Rungs.CHEAPEST_FIRST);
    return new BundleWriter(directory)
        .write(name, Rungs.contentHash(inOrder, labels), labels, inOrder);
  }
}
