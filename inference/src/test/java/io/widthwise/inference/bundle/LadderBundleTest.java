package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    VariantSpec narrow =
        written
            .ladder()
            .variants()
            .get(0)
            .withAccuracy(new Accuracy(0.4, 0.625, 250, "two hundred and fifty photographs"));
    new BundleWriter(directory).writeManifest(written.ladder().withVariants(List.of(narrow)));

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
  void directoryWithoutManifestIsNoBundle() {
    assertFault("is missing, so this directory is not a model bundle", null, parent);
  }

  @Test
  void missingGraphIsNamed() throws IOException {
    Files.delete(directory.resolve("net_1.0_224_int8.onnx"));

    assertFault("the manifest names this file but it is missing", "variants[1].sha256", directory)
        .hasMessageContaining("net_1.0_224_int8.onnx");
  }

  @Test
  void changedGraphIsToldWithBothHashes() throws IOException {
    Files.writeString(directory.resolve("net_0.25_128_int8.onnx"), "other");

    assertFault(Sha256.hex(Variants.graph(0.25)), "variants[0].sha256", directory)
        .hasMessageContaining(Sha256.hex("other".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void otherFormatVersionIsToldBeforeAnythingElse() throws IOException {
    edit("\"formatVersion\" : 1", "\"formatVersion\" : 2, \"shape\" : \"new\"");

    assertFault("reads format version 1 but the bundle has 2", "formatVersion", directory);
  }

  @Test
  void unknownFieldIsNamedWithThoseKnown() throws IOException {
    edit("\"layout\" : \"NHWC\"", "\"layout\" : \"NHWC\", \"colour\" : \"RGB\"");

    assertFault("channels", "variants[0].input.colour", directory)
        .hasMessageContaining("is unknown to format version 1");
  }

  @Test
  void missingFieldIsNamed() throws IOException {
    edit("\"multiplyAdds\" : 32000000,", "");

    assertFault("is missing", "variants[0].multiplyAdds", directory);
  }

  @Test
  void unknownPrecisionIsToldWithThoseKnown() throws IOException {
    edit("\"precision\" : \"int8\"", "\"precision\" : \"fp16\"");

    assertFault(
        "'fp16' is not one of the values known: [int8, fp32]", "variants[0].precision", directory);
  }

  @Test
  void numberWrittenAsTextIsRefused() throws IOException {
    edit("\"width\" : 0.25", "\"width\" : \"0.25\"");

    assertFault("Cannot coerce String value", "variants[0].width", directory);
  }

  @Test
  void widthAboveOneIsRefused() throws IOException {
    edit("\"width\" : 0.25", "\"width\" : 1.25");

    assertFault("width must be in (0, 1] but is 1.25", "variants[0]", directory);
  }

  @Test
  void sameVariantTwiceIsRefused() throws IOException {
    edit("\"width\" : 0.25", "\"width\" : 1.0");
    edit("\"resolution\" : 128", "\"resolution\" : 224");
    edit("\"height\" : 128", "\"height\" : 224");
    edit("\"width\" : 128", "\"width\" : 224");

    assertFault("variants names net 1.0@224/int8 twice", null, directory);
  }

  @Test
  void labelCountThatIsNotTheFilesIsRefused() throws IOException {
    edit("\"count\" : 3", "\"count\" : 4");
    edit("\"classes\" : 3", "\"classes\" : 4");
    edit("\"classes\" : 3", "\"classes\" : 4");

    assertFault("the manifest says 4 labels but the file has 3 lines", "labels.count", directory);
  }

  @Test
  void classesThatAreNotTheLabelsAreRefused() throws IOException {
    edit("\"classes\" : 3", "\"classes\" : 1001");

    assertFault("net 0.25@128/int8 has 1001 classes but labels.count is 3", null, directory);
  }

  @Test
  void fileOutsideOfTheDirectoryIsRefused() throws IOException {
    edit("\"net_0.25_128_int8.onnx\"", "\"../secret.onnx\"");

    assertFault("must be a plain file name", "variants[0]", directory);
  }

  @Test
  void manifestThatIsNotJsonIsRefused() throws IOException {
    Files.writeString(directory.resolve("ladder.json"), "# a ladder\n");

    assertFault("is not JSON", null, directory);
  }

  @Test
  void fieldGivenTwiceIsRefused() throws IOException {
    edit("\"name\" : \"pets\"", "\"name\" : \"pets\", \"name\" : \"vets\"");

    assertFault("Duplicate field 'name'", null, directory);
  }

  @Test
  void emptyManifestIsRefused() throws IOException {
    Files.writeString(directory.resolve("ladder.json"), "");

    assertFault("reads format version 1 but the bundle has none", "formatVersion", directory);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFault(
      String sentence, String field, Path opened) {
    InvalidBundleException fault =
        catchThrowableOfType(InvalidBundleException.class, () -> LadderBundle.open(opened));
    assertThat(fault).isNotNull();
    assertThat(fault.field().orElse(null)).isEqualTo(field);
    return assertThat(fault).hasMessageContaining(opened.toString()).hasMessageContaining(sentence);
  }

  private void edit(String old, String replacement) throws IOException {
    Path manifest = directory.resolve("ladder.json");
    String json = Files.readString(manifest);
    assertThat(json).contains(old);
    int at = json.indexOf(old);
    Files.writeString(
        manifest, json.substring(0, at) + replacement + json.substring(at + old.length()));
  }

  private static String resource(String name) throws IOException {
    try (var stream = LadderBundleTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
