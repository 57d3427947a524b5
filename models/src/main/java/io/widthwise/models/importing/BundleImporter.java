package io.widthwise.models.importing;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.Sha256;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.onnx.Fp32Writer;
import io.widthwise.models.onnx.Int8Writer;
import io.widthwise.models.tflite.TfliteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Imports TensorFlow Lite MobileNets: each becomes a rung of a ladder in every precision asked. */
public final class BundleImporter {
  /** Labels are looked for under this name beside the first model. */
  public static final String LABELS_BESIDE_MODEL = "imagenet_labels.txt";

  private static final int RELEASE_DIGITS = 12;

  private BundleImporter() {}

  /**
   * Imports {@code models} into the bundle {@code directory}. The same files give the same bundle.
   *
   * @param models .tflite files, at least one, each of another family, width or resolution
   * @param labels file of class names, or null for {@link #LABELS_BESIDE_MODEL}
   * @return the bundle, its accuracy unmeasured
   * @throws UnusableModelException if a file cannot be imported or {@code directory} has files and
   *     {@code options} do not force it; nothing is written then
   * @throws IOException if a file cannot be read or written
   */
  public static LadderBundle importTflite(
      List<Path> models, Path labels, Path directory, ImportOptions options) throws IOException {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models must hold at least one file");
    }
    requireEmpty(directory, options);
    ClassLabels names =
        ClassLabels.read(
            labels != null ? labels : models.get(0).resolveSibling(LABELS_BESIDE_MODEL));
    Map<MobileNetShape, Path> seen = new HashMap<>();
    List<Rung> rungs = new ArrayList<>();
    for (Path model : models) {
      rungs.addAll(rungs(model, names, seen, options));
    }
    rungs.sort(
        Comparator.comparingLong((Rung rung) -> rung.variant().multiplyAdds())
            .thenComparing(rung -> rung.variant().precision())
            .thenComparing(rung -> rung.variant().file()));
    String release = options.release().orElseGet(() -> contentHash(rungs, names.names()));
    return new BundleWriter(directory).write(options.name(), release, names.names(), rungs);
  }

  private static List<Rung> rungs(
      Path model, ClassLabels labels, Map<MobileNetShape, Path> seen, ImportOptions options)
      throws IOException {
    Network whole = TfliteReader.read(model);
    Network network = labels.fit(model, whole);
    MobileNetShape shape = MobileNetShape.of(model, network);
    Path twin = seen.putIfAbsent(shape, model);
    if (twin != null) {
      throw new UnusableModelException(
          model,
          "is a %s of width %s at %d pixels, and so is %s; leave one out"
              .formatted(shape.family(), shape.width(), shape.resolution(), twin));
    }
    String sourceHash = Sha256.hex(Files.readAllBytes(model));
    List<Rung> rungs = new ArrayList<>();
    for (Precision precision : options.precisions()) {
      SortedMap<String, String> metadata = metadata(shape, network, precision);
      metadata.put("source", model.getFileName().toString());
      metadata.put("source_sha256", sourceHash);
      byte[] onnx =
          switch (precision) {
            case INT8 -> new Int8Writer(network).write(metadata);
            case FP32 -> new Fp32Writer(network).write(metadata);
          };
      rungs.add(
          new Rung(
              VariantSpec.describe(
                  onnx,
                  shape.family(),
                  shape.width(),
                  shape.resolution(),
                  precision,
                  network.classes(),
                  normalisation(network.input().quantization()),
                  options.resize(),
                  network.multiplyAdds(),
                  network.parameters()),
              onnx));
    }
    return rungs;
  }

  private static SortedMap<String, String> metadata(
      MobileNetShape shape, Network network, Precision precision) {
    Quantization pixels = network.input().quantization();
    return new TreeMap<>(
        Map.of(
            "family", shape.family(),
            "width", Double.toString(shape.width()),
            "resolution", Integer.toString(shape.resolution()),
            "precision", precision.text(),
            "classes", Integer.toString(network.classes()),
            "normalisation", "(pixel - %d) * %s".formatted(pixels.zeroPoint(), pixels.scale())));
  }

  private static Normalisation normalisation(Quantization pixels) {
    double mean = pixels.zeroPoint();
    double scale = pixels.scale();
    return new Normalisation(
        Collections.nCopies(3, mean), Collections.nCopies(3, scale), /* inGraph= */ true);
  }

  /** Returns the name that a release of this content has by default: the beginning of a hash. */
  public static String contentHash(List<Rung> rungs, List<String> labels) {
    StringBuilder content = new StringBuilder();
    for (Rung rung : rungs) {
      VariantSpec variant = rung.variant();
      content.append(variant.fullName()).append(' ').append(variant.sha256()).append(' ');
      content.append(variant.resize().fit()).append(' ').append(variant.resize().cropShare());
      content.append('\n');
    }
    labels.forEach(label -> content.append(label).append('\n'));
    return Sha256.hex(content.toString().getBytes(StandardCharsets.UTF_8))
        .substring(0, RELEASE_DIGITS);
  }

  private static void requireEmpty(Path directory, ImportOptions options) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new UnusableModelException(
          directory, "is a file; name a directory for the bundle with --out");
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (!options.force() && files.findAny().isPresent()) {
        throw new UnusableModelException(
            directory, "is not empty; name another directory or replace its bundle with --force");
      }
    }
  }
}
