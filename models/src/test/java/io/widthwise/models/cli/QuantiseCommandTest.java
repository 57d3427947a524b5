package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.models.floating.FloatActivation;
import io.widthwise.models.floating.FloatOnnxWriter;
import io.widthwise.models.floating.RandomNetworks;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuantiseCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path model;
  private Path pictures;
  private Path result;

  @BeforeEach
  void writeModelAndPictures() throws Exception {
    model = folder.resolve("fp32.onnx");
    result = folder.resolve("int8.onnx");
    pictures = Files.createDirectories(folder.resolve("pictures/below"));
    Files.write(
        model,
        FloatOnnxWriter.write(
            RandomNetworks.mobileNet(1, FloatActivation.RELU, 5),
            OptionalDouble.empty(),
            new TreeMap<>()));
    for (int i = 0; i < 3; i++) {
      BufferedImage picture = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 80 * 60; pixel++) {
        picture.setRGB(pixel % 80, pixel / 80, (pixel * (i + 3) * 1031) & 0xffffff);
      }
      ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
    }
  }

  @Test
  void quantisesAndReportsHowAlikeBothAre() {
    assertThat(quantise("--resolution", "32,64")).isZero();
    assertThat(result).isNotEmptyFile();
    assertThat(out.toString()).contains("same best class in").contains("of 3 pictures");
    assertThat(quantise("--resolution", "32")).isEqualTo(1);
    assertThat(err.toString()).contains("exists already").contains("--force");
  }

  @Test
  void mistakesAreSentences() throws Exception {
    assertThat(quantise("--mean", "128")).isEqualTo(2);
    assertThat(err.toString()).contains("--mean and --scale belong together");
    assertThat(quantise("--resolution", "100")).isEqualTo(2);
    assertThat(err.toString()).contains("multiple of 32 but is 100");
    assertThat(quantise("--mean", "128", "--scale", "0.0078125")).isEqualTo(1);
    assertThat(err.toString()).contains("takes raw pixels");
    pictures = Files.createDirectories(folder.resolve("empty"));
    assertThat(quantise()).isEqualTo(1);
    assertThat(err.toString()).contains("holds no picture");
  }

  private int quantise(String... more) {
    CommandLine command =
        new CommandLine(new ModelsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    String[] arguments = new String[6 + more.length];
    arguments[0] = "quantise";
    arguments[1] = model.toString();
    arguments[2] = "--calibrate";
    arguments[3] = folder.resolve(pictures).toString();
    arguments[4] = "--out";
    arguments[5] = result.toString();
    System.arraycopy(more, 0, arguments, 6, more.length);
    return command.execute(arguments);
  }
}
