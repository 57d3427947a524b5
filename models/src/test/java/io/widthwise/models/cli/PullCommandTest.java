package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.network.Networks;
import io.widthwise.models.pull.Catalogue;
import io.widthwise.models.pull.PinnedFile;
import io.widthwise.models.pull.Pins;
import io.widthwise.models.tflite.TfliteFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PullCommandTest {
  private static final int CLASSES = 3;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path mirror;
  private Path cache;
  private Path bundle;
  private Catalogue catalogue;

  @BeforeEach
  void publish() throws IOException {
    mirror = Files.createDirectories(folder.resolve("mirror"));
    cache = folder.resolve("cache");
    bundle = folder.resolve("bundle");
    byte[] narrow = TfliteFiles.write(Networks.mobileNetV1Quarter(32, CLASSES + 1));
    Files.write(mirror.resolve("a.tflite"), narrow);
    byte[] wide = TfliteFiles.write(Networks.mobileNetV2Narrow(32, CLASSES + 1));
    Files.write(mirror.resolve("b.tflite"), wide);
    byte[] labels = "background\ncat\ndog\nbird\n".getBytes(StandardCharsets.UTF_8);
    Files.write(mirror.resolve("names.txt"), labels);
    catalogue =
        new Catalogue(
            "pets-v1",
            List.of(Pins.of("a.tflite", narrow), Pins.byBlob("b.tflite", wide)),
            Pins.of("names.txt", labels));
  }

  @Test
  void whatIsPulledIsImported() throws IOException {
    assertThat(pull("--precision", "int8", "--name", "pets")).as(err.toString()).isZero();

    LadderBundle pulled = LadderBundle.open(bundle);
    assertThat(pulled.labels()).containsExactly("cat", "dog", "bird");
    assertThat(pulled.ladder().name()).isEqualTo("pets");
    assertThat(pulled.ladder().variants())
        .extracting(VariantSpec::fullName)
        .containsExactly("mobilenet-v1 0.25@32/int8", "mobilenet-v2 0.35@32/int8");
    assertThat(out.toString()).contains("pets, release ", "3 classes", "0.25@32/int8");
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void whatIsHereIsImportedWithoutTheMirror() throws IOException {
    assertThat(pull()).isZero();
    for (PinnedFile file : catalogue.files()) {
      Files.delete(mirror.resolve(file.name()));
    }

    assertThat(pull("--force")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("names.txt is here already, whole");
  }

  @Test
  void fileThatIsNotThePinnedOneEndsItBeforeAnythingIsImported() throws IOException {
    Path file = mirror.resolve("b.tflite");
    byte[] wrong = Files.readAllBytes(file);
    wrong[wrong.length / 2] ^= 1;
    Files.write(file, wrong);

    assertThat(pull()).isEqualTo(1);
    assertThat(err.toString()).contains("b.tflite: expected git blob id ", " but got ");
    assertThat(bundle).doesNotExist();
    assertThat(cache.resolve("b.tflite")).doesNotExist();
  }

  @Test
  void directoryThatIsTakenIsToldBeforeAnythingIsFetched() throws IOException {
    Files.writeString(Files.createDirectories(bundle).resolve("mine.txt"), "mine");

    assertThat(pull()).isEqualTo(1);
    assertThat(err.toString()).contains("is not empty", "--force");
    assertThat(cache).doesNotExist();
  }

  @Test
  void unknownWeightsAreToldWithThoseKnown() {
    assertThat(execute("imagenet-v9")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no imagenet-v9 to pull; there is pets-v1");
  }

  @Test
  void cropShareOutsideOfZeroToOneIsAMistakeOfTheCommandLine() {
    assertThat(pull("--crop-share", "1.5")).isEqualTo(2);
    assertThat(err.toString()).contains("--crop-share must be in (0, 1] but is 1.5");
  }

  private int pull(String... more) {
    return execute(
        Stream.concat(
                Stream.of("pets-v1", "--mirror=" + mirror, "--cache=" + cache, "--out=" + bundle),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    return new CommandLine(new PullCommand(List.of(catalogue)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
