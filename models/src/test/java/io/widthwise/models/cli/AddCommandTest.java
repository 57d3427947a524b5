package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.testing.TinyBundle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AddCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path model;
  private Path labels;
  private Path bundle;

  @BeforeEach
  void writeModel() throws IOException {
    LadderBundle tiny = TinyBundle.create(folder.resolve("tiny"));
    model = tiny.modelFile(tiny.ladder().variants().get(0));
    labels = Files.write(folder.resolve("names.txt"), TinyBundle.LABELS);
    bundle = folder.resolve("colours");
  }

  @Test
  void addedModelIsListed() {
    assertThat(add("--labels=" + labels, "--top1=0.9")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Added custom 0.5@32/fp32", "colours, release ", "3 classes", "90.0");

    assertThat(execute("list", bundle.toString())).isZero();
    assertThat(out.toString()).contains("custom         0.5@32/fp32");
  }

  @Test
  void onlyTheAddedModelIsMeasured() throws IOException {
    assertThat(add("--labels=" + labels)).as(err.toString()).isZero();
    assertThat(add("--family=other", "--images=" + images())).as(err.toString()).isZero();

    LadderBundle both = LadderBundle.open(bundle);
    assertThat(both.ladder().variants())
        .extracting(VariantSpec::family)
        .containsExactly("custom", "other");
    assertThat(both.ladder().variants().get(0).accuracy()).isNull();
    assertThat(both.ladder().variants().get(1).accuracy())
        .satisfies(
            accuracy -> {
              assertThat(accuracy.top1()).isEqualTo(0.5);
              assertThat(accuracy.images()).isEqualTo(2);
              assertThat(accuracy.dataset()).isEqualTo("pictures");
            });
  }

  @Test
  void modelThatDoesNotFitIsToldInOneSentence() {
    assertThat(add("--labels=" + labels, "--resolution=64")).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("say --resolution 32 or export it for 64");
    assertThat(bundle).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--width=2|--width must be in (0, 1] but is 2.0",
        "--resolution=0|--resolution must be at least 1 but is 0",
        "--crop-share=0|--crop-share must be in (0, 1] but is 0.0",
        "--family=a/b|--family must be letters, digits, . _ or - but is a/b",
        "--mean=1,2|--mean must be one number or three but is [1.0, 2.0]",
        "--scale=NaN|--scale must be one number or three but is [NaN]",
        "--top1=48.4|The accuracy told is none: top1 must be from 0 to 1 but is 48.4",
        "--precision=fp16|'fp16' is not one of int8, fp32"
      })
  void mistakeOfTheCommandLineIsTold(String option, String sentence) {
    assertThat(add("--labels=" + labels, option)).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }

  @Test
  void logitsAndProbabilitiesExcludeEachOther() {
    assertThat(add("--labels=" + labels, "--logits", "--probabilities")).isEqualTo(2);
  }

  private int add(String... more) {
    Stream<String> width =
        Stream.of(more).anyMatch(option -> option.startsWith("--width"))
            ? Stream.of()
            : Stream.of("--width=0.5");
    return execute(
        Stream.of(Stream.of("add", model.toString(), "--into=" + bundle), width, Stream.of(more))
            .flatMap(arguments -> arguments)
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path images() throws IOException {
    Path images = Files.createDirectories(folder.resolve("pictures"));
    BufferedImage picture = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 80, 60);
    graphics.dispose();
    ImageIO.write(picture, "png", images.resolve("red.png").toFile());
    Files.writeString(images.resolve("labels.csv"), "file,class_index\nred.png,0\nred.png,2\n");
    return images;
  }
}
