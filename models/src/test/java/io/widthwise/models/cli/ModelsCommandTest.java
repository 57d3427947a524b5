package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.testing.TinyBundle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path images;
  private Path bundle;

  @BeforeEach
  void writeBundleAndImages() throws IOException {
    bundle = folder.resolve("bundle");
    TinyBundle.create(bundle);
    images = Files.createDirectories(folder.resolve("pictures"));
    image("red.png", Color.RED);
    image("blue.png", Color.BLUE);
    image("green.jpg", Color.GREEN);
    Files.writeString(
        images.resolve("labels.csv"),
        "file,class_index\nred.png,0\nblue.png,2\ngreen.jpg,1\nblue.png,0\n");
  }

  @Test
  void evaluatesAsOneJsonObjectWithExactlyTheFieldsOfTheContract() throws Exception {
    assertThat(run("evaluate", bundle, "--images", images, "--json")).isZero();
    JsonNode report = new JsonMapper().readTree(out.toString());
    assertThat(report.fieldNames()).toIterable().containsExactly("images", "variants");
    assertThat(report.get("images").asInt()).isEqualTo(4);
    assertThat(report.get("variants")).hasSize(3);
    JsonNode first = report.get("variants").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "width",
            "resolution",
            "precision",
            "top1",
            "top5",
            "macs",
            "parameters",
            "inferenceMicros",
            "ece",
            "temperature");
    assertThat(first.get("inferenceMicros").fieldNames())
        .toIterable()
        .containsExactly("p50", "p99");
    assertThat(first.get("temperature").isNull()).as("four images give no temperature").isTrue();
    assertThat(first.get("width").asDouble()).isEqualTo(0.25);
    assertThat(first.get("resolution").asInt()).isEqualTo(32);
    assertThat(first.get("precision").asText()).isEqualTo("fp32");
    // Three of the four labels are true; there are but three classes, so five hold every one.
    assertThat(first.get("top1").asDouble()).isEqualTo(0.75);
    assertThat(first.get("top5").asDouble()).isEqualTo(1.0);
  }

  @Test
  void recordsWhatItMeasuredOnlyWhenAsked() throws Exception {
    String before = LadderBundle.open(bundle).ladderSha256();
    assertThat(run("evaluate", bundle, "--images", images)).isZero();
    assertThat(LadderBundle.open(bundle).ladderSha256()).isEqualTo(before);
    assertThat(out.toString()).contains("0.25@32/fp32", "75.0", "100.0");

    assertThat(run("evaluate", bundle, "--images", images, "--record")).isZero();
    assertThat(LadderBundle.open(bundle).ladder().variants())
        .allSatisfy(
            variant -> {
              assertThat(variant.accuracy().top1()).isEqualTo(0.75);
              assertThat(variant.accuracy().images()).isEqualTo(4);
              assertThat(variant.accuracy().dataset()).isEqualTo("pictures");
            });
  }

  @Test
  void measuresOnTheSyntheticCameraOnlyWhatKnowsItsClasses() {
    assertThat(run("evaluate", bundle, "--synthetic", "5")).isEqualTo(1);
    assertThat(err.toString()).contains(bundle.toString(), "other classes", "--images");
  }

  @Test
  void wantsToKnowWhatToMeasureOn() {
    assertThat(run("evaluate", bundle)).isEqualTo(2);
    assertThat(err.toString()).contains("--images", "--synthetic");
  }

  @Test
  void writesAReport() throws Exception {
    Path report = folder.resolve("new").resolve("report");
    assertThat(run("evaluate", bundle, "--images", images, "--report", report)).isZero();
    assertThat(report.resolve("report.html")).content().contains("Ladder colours, release test");
    assertThat(report.resolve("accuracy-latency.svg")).isNotEmptyFile();
  }

  @Test
  void calibratesABundle() throws Exception {
    StringBuilder table = new StringBuilder("file,class_index\n");
    for (int i = 0; i < 7; i++) {
      table.append("red.png,0\nblue.png,2\ngreen.jpg,").append(i == 0 ? 2 : 1).append('\n');
    }
    Files.writeString(images.resolve("labels.csv"), table);
    assertThat(run("calibrate", bundle, "--images", images, "--release", "calm")).isZero();
    assertThat(out.toString()).contains("release calm", "0.25@32/fp32", "10 images");
    assertThat(LadderBundle.open(bundle).ladder().variants())
        .allSatisfy(variant -> assertThat(variant.calibration().dataset()).isEqualTo("pictures"));
  }

  @Test
  void refusesToCalibrateOnTooFewImages() {
    assertThat(run("calibrate", bundle, "--images", images)).isEqualTo(1);
    assertThat(err.toString())
        .contains("pictures holds 4 images, too few to fit a temperature on; give at least 20");
  }

  @Test
  void listsABundle() {
    assertThat(run("list", bundle)).isZero();
    assertThat(out.toString()).contains("colours, release test, 3 classes", "1.0@64/fp32");
  }

  @Test
  void saysInOneSentenceWhatIsWrongAndExitsWithOne() {
    assertThat(run("list", folder)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("ladder.json").contains("is missing");
  }

  @Test
  void namesAnImageThatCannotBeDecoded() throws Exception {
    Files.writeString(images.resolve("red.png"), "no picture");
    assertThat(run("evaluate", bundle, "--images", images, "--json")).isEqualTo(1);
    assertThat(err.toString()).contains("red.png is no image");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesToImportWhatIsNotThere() {
    assertThat(run("import", folder.resolve("none.tflite"), "--out", folder.resolve("new")))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void exitsWithTwoWhereTheCommandLineIsWrong() {
    assertThat(run("import", folder.resolve("none.tflite"))).isEqualTo(2);
    assertThat(run("evaluate", bundle)).isEqualTo(2);
    assertThat(run("import", "a.tflite", "--out", folder, "--precision", "fp16")).isEqualTo(2);
    assertThat(run("import", "a.tflite", "--out", folder, "--crop-share", "2")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  private int run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(texts);
  }

  private void image(String name, Color colour) throws IOException {
    BufferedImage picture = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 80, 60);
    graphics.dispose();
    String format = name.substring(name.lastIndexOf('.') + 1);
    ImageIO.write(picture, format, images.resolve(name).toFile());
  }
}
