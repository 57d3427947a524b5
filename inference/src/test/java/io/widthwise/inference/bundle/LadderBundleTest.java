package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderBundleTest {
  @TempDir Path parent;
  private Path directory;
  private LadderBundle written;

  @BeforeEach
  void writeBundle() throws IOException {
    directory = parent.resolve("bundle");
    written =
        new BundleWriter(directory)
            .write(
                "pets",
                "2026-01",
                Variants.LABELS,
                List.of(Variants.rung(0.25, 128), Variants.rung(1.0, 224)));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    LadderBundle read = LadderBundle.open(directory);

    assertThat(read).isEqualTo(written);
    assertThat(read.labels()).isEqualTo(Variants.LABELS);
    assertThat(read.readModel(read.ladder().variants().get(1))).isEqualTo(Variants.graph(1.0));
    assertThat(read.ladderSha256())
        .isEqualTo(Sha256.hex(Files.readAllBytes(directory.resolve("ladder.json"))));
  }

  @Test
  void nothingButTheBundleIsLeftInTheDirectory() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "ladder.json", "labels.txt", "net_0.25_128_int8.onnx", "net_1.0_224_int8.onnx");
    }
  }

  @Test
  void theManifestIsTheDocumentedJson() throws IOException {
    new BundleWriter(directory)
        .writeManifest(written.ladder().withVariants(List.of(goldenVariant())));

    assertThat(Files.readString(directory.resolve("ladder.json")))
        .isEqualTo(resource("golden-ladder.json"));
  }

  @Test
  void recordingAccuracyKeepsTheFiles() throws IOException {
    Accuracy measured = new Accuracy(0.5, 0.75, 250, "photographs");
    List<VariantSpec> variants =
        written.ladder().variants().stream().map(v -> v.withAccuracy(measured)).toList();

    new BundleWriter(directory).writeManifest(written.ladder().withVariants(variants));

    assertThat(LadderBundle.open(directory).ladder().variants())
        .extracting(VariantSpec::accuracy)
        .containsOnly(measured);
  }

  @Test
  void manifestForOtherFilesIsNotWritten() throws IOException {
    Ladder other =
        written.ladder().withVariants(List.of(Variants.variant(0.5, 128, Precision.FP32)));

    assertThatThrownBy(() -> new BundleWriter(directory).writeManifest(other))
        .isInstanceOf(InvalidBundleException.class);
    assertThat(LadderBundle.open(directory)).isEqualTo(written);
  }

  @Test
  void versionOneIsReadAsOneThatCalibratesNothing() throws IOException {
    Files.writeString(directory.resolve("ladder.json"), resource("golden-ladder-v1.json"));

    LadderBundle read = LadderBundle.open(directory);

    assertThat(read.ladder().formatVersion()).isEqualTo(2);
    assertThat(read.ladder().variants()).containsExactly(goldenVariant().withCalibration(null));
    assertThat(read.ladderSha256())
        .isEqualTo(Sha256.hex(resource("golden-ladder-v1.json").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void versionOneIsWrittenAgainAsVersionTwo() throws IOException {
    Files.writeString(directory.resolve("ladder.json"), resource("golden-ladder-v1.json"));
    Ladder old = LadderBundle.open(directory).ladder();

    new BundleWriter(directory).writeManifest(old.withVariants(List.of(goldenVariant())));

    assertThat(Files.readString(directory.resolve("ladder.json")))
        .isEqualTo(resource("golden-ladder.json"));
  }

  @Test
  void oneFileServesSeveralResolutions() throws IOException {
    Path shared = parent.resolve("shared");
    List<Rung> rungs =
        Stream.of(128, 160, 192)
            .map(side -> Variants.variant(0.5, side, Precision.INT8).withFile("net_0.5.onnx"))
            .map(variant -> new Rung(variant, Variants.graph(0.5)))
            .toList();

    LadderBundle bundle = new BundleWriter(shared).write("pets", "1", Variants.LABELS, rungs);

    assertThat(LadderBundle.open(shared)).isEqualTo(bundle);
    assertThat(bundle.ladder().variants())
        .allSatisfy(
            variant -> assertThat(bundle.readModel(variant)).isEqualTo(Variants.graph(0.5)));
    try (Stream<Path> files = Files.list(shared)) {
      assertThat(files).hasSize(3);
    }
  }

  private VariantSpec goldenVariant() {
    return written
        .ladder()
        .variants()
        .get(0)
        .withAccuracy(new Accuracy(0.4, 0.625, 250, "two hundred and fifty photographs"))
        .withCalibration(new Calibration(1.25, 0.015, 500, "five hundred other photographs"));
  }

  private static String resource(String name) throws IOException {
    try (var stream = LadderBundleTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
