package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.VariantSpec;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
  private static final int SIDE = 48;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void makesABundleOfAFolderAClass() throws Exception {
    draw("learned/dark", Color.DARK_GRAY, 20);
    draw("learned/green", Color.GREEN, 20);
    draw("others/dark", Color.DARK_GRAY, 30);
    draw("others/green", Color.GREEN, 30);
    Path run = directory.resolve("run");

    int exitCode =
        train(
            run.toString(),
            "--data",
            directory.resolve("learned").toString(),
            "--validation",
            directory.resolve("others").toString(),
            "--widths",
            "0.25",
            "--resolutions",
            "32,64",
            "--window-side",
            "32",
            "--window-steps",
            "20",
            "--whole-steps",
            "20",
            "--tune-steps",
            "2",
            "--window-batch",
            "8",
            "--whole-batch",
            "8",
            "--mirror");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(LadderBundle.open(run.resolve("full")).ladder().variants())
        .extracting(VariantSpec::key)
        .containsExactly("0.25@32/int8", "0.25@32/fp32", "0.25@64/int8", "0.25@64/fp32");
    LadderBundle served = LadderBundle.open(run.resolve("bundle"));
    assertThat(served.labels()).containsExactly("dark", "green");
    assertThat(served.ladder().variants())
        .isNotEmpty()
        .allSatisfy(
            variant -> {
              assertThat(variant.precision()).isEqualTo(Precision.INT8);
              assertThat(variant.accuracy().images()).isEqualTo(60);
              assertThat(variant.calibration()).isNotNull();
            });
    assertThat(run.resolve("bundle/MODEL_CARD.md"))
        .content()
        .contains("dark, green", "0.25@32", "int8 against fp32");
    assertThat(run.resolve("report/report.html")).exists();
  }

  @Test
  void namesTheFolderThatIsNoClass() throws Exception {
    draw("learned/dark", Color.DARK_GRAY, 2);
    Files.createDirectories(directory.resolve("learned/empty"));

    assertThat(train("run", "--data", directory.resolve("learned").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("empty", ".jpg");
  }

  @Test
  void refusesANonsensicalRecipe() {
    assertThat(train("run", "--window-steps", "0", "--whole-steps", "0", "--tune-steps", "0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("at least one step");
  }

  private int train(String... arguments) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(arguments));
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private void draw(String folder, Color colour, int count) throws IOException {
    Path target = Files.createDirectories(directory.resolve(folder));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D canvas = image.createGraphics();
      canvas.setColor(colour);
      canvas.fillRect(i % 20, i * 7 % 20, 28, 28);
      canvas.dispose();
      ImageIO.write(image, "png", target.resolve(i + ".png").toFile());
    }
  }
}
