package io.widthwise.models.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Sha256;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Networks;
import io.widthwise.models.tflite.TfliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleImporterTest {
  private static final int CLASSES = 7;

  @TempDir private Path folder;
  private Path v1;
  private Path v2;

  @BeforeEach
  void writeModels() throws IOException {
    v1 = write("v1.tflite", Networks.mobileNetV1Quarter(32, CLASSES + 1));
    v2 = write("v2.tflite", Networks.mobileNetV2Narrow(64, CLASSES + 1));
    writeLabels("background", CLASSES);
  }

  @Test
  void writesBothPrecisionsOfEachRungCheapestFirstWithoutBackground() throws Exception {
    LadderBundle bundle = importBoth("bundle");
    assertThat(bundle.ladder().variants())
        .extracting(VariantSpec::fullName)
        .containsExactly(
            "mobilenet-v1 0.25@32/int8",
            "mobilenet-v1 0.25@32/fp32",
            "mobilenet-v2 0.35@64/int8",
            "mobilenet-v2 0.35@64/fp32");
    assertThat(bundle.labels()).hasSize(CLASSES).startsWith("class 1").doesNotContain("background");
    VariantSpec first = bundle.ladder().variants().get(0);
    assertThat(first.output().classes()).isEqualTo(CLASSES);
    assertThat(first.normalisation().mean()).containsExactly(128.0, 128.0, 128.0);
    assertThat(first.normalisation().scale()).containsExactly(1 / 128.0, 1 / 128.0, 1 / 128.0);
    assertThat(first.accuracy()).isNull();
    assertThat(LadderBundle.open(bundle.directory())).isEqualTo(bundle);
  }

  @Test
  void writesTheSameBytesForTheSameFiles() throws Exception {
    LadderBundle first = importBoth("first");
    LadderBundle second = importBoth("second");
    assertThat(second.ladderSha256()).isEqualTo(first.ladderSha256());
    assertThat(first.ladder().release()).matches("[0-9a-f]{12}");
  }

  @Test
  void namesItsSourceInTheGraph() throws Exception {
    LadderBundle bundle = importBoth("bundle");
    VariantSpec variant = bundle.ladder().variants().get(0);
    Map<String, String> metadata =
        ModelProto.parseFrom(bundle.readModel(variant)).getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertThat(metadata)
        .containsEntry("family", "mobilenet-v1")
        .containsEntry("width", "0.25")
        .containsEntry("resolution", "32")
        .containsEntry("precision", "int8")
        .containsEntry("classes", "7")
        .containsEntry("normalisation", "(pixel - 128) * 0.0078125")
        .containsEntry("source", "v1.tflite")
        .containsEntry("source_sha256", Sha256.hex(Files.readAllBytes(v1)));
  }

  @Test
  void keepsEveryClassWhereLabelsNameNoBackground() throws Exception {
    writeLabels("first", CLASSES);
    assertThat(importBoth("bundle").labels()).hasSize(CLASSES + 1).startsWith("first");
  }

  @Test
  void refusesLabelsOfAnotherModel() throws Exception {
    writeLabels("background", CLASSES + 3);
    assertRefused(
        List.of(v1),
        "v1.tflite scores 8 classes but",
        "names 10; name the labels of this model with --labels");
  }

  @Test
  void refusesAModelWithoutClassifier() throws Exception {
    Network whole = Networks.mobileNetV1Quarter(32, 8);
    Path features =
        write(
            "features.tflite",
            new Network(whole.input(), whole.layers().subList(0, whole.layers().size() - 1)));
    assertRefused(List.of(features), "features.tflite has no classifier: it ends in 256 features");
  }

  @Test
  void refusesTheSameRungTwice() throws Exception {
    Path twin = write("twin.tflite", Networks.mobileNetV1Quarter(32, 8));
    assertRefused(List.of(v1, twin), "twin.tflite is a mobilenet-v1 of width 0.25", "v1.tflite");
  }

  @Test
  void refusesADirectoryWithFilesUnlessForced() throws Exception {
    LadderBundle bundle = importBoth("bundle");
    assertThatThrownBy(() -> importBoth("bundle"))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("is not empty")
        .hasMessageContaining("--force");
    assertThat(
            BundleImporter.importTflite(
                List.of(v1, v2), null, bundle.directory(), ImportOptions.DEFAULT.forced()))
        .isEqualTo(bundle);
  }

  private void assertRefused(List<Path> models, String... sentences) {
    Path out = folder.resolve("refused");
    assertThatThrownBy(() -> BundleImporter.importTflite(models, null, out, ImportOptions.DEFAULT))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContainingAll(sentences);
    assertThat(out).doesNotExist();
  }

  private LadderBundle importBoth(String name) throws IOException {
    return BundleImporter.importTflite(
        List.of(v2, v1), null, folder.resolve(name), ImportOptions.DEFAULT);
  }

  private Path write(String name, Network network) throws IOException {
    return Files.write(folder.resolve(name), TfliteFiles.write(network));
  }

  private void writeLabels(String first, int others) throws IOException {
    List<String> lines = new ArrayList<>(List.of(first));
    lines.addAll(IntStream.rangeClosed(1, others).mapToObj(i -> "class " + i).toList());
    Files.write(folder.resolve(BundleImporter.LABELS_BESIDE_MODEL), lines);
  }
}
