package io.widthwise.models.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.models.RealModels;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedFileTest {
  @TempDir private Path folder;

  @Test
  void digestsAreThoseOfOtherTools() {
    // printf 'hello\n' | sha256sum; printf 'hello\n' | git hash-object --stdin
    assertThat(Pins.digest("hello\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new FileDigest(
                6,
                "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
                "ce013625030ba8dba906f756967f9e9ca394464a"));
    assertThat(Pins.digest(new byte[0]).gitBlobId())
        .isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  }

  @Test
  void fileThatPinsNothingIsRefused() {
    assertThatThrownBy(
            () ->
                new PinnedFile(
                    "net",
                    URI.create("https://weights.invalid/net"),
                    OptionalLong.of(5),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither sha256 nor gitBlobId");
  }

  @Test
  void nameCannotLeadOutOfTheDirectory() {
    assertThatThrownBy(() -> Pins.of("../net", new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherBlobIdIsToldWhereTheSha256Fits() throws IOException {
    byte[] bytes = {1, 2, 3};
    PinnedFile right = Pins.of("net", bytes);
    PinnedFile wrong =
        new PinnedFile(
            "net", right.url(), right.size(), right.sha256(), Optional.of("0".repeat(40)));
    Path file = Files.write(folder.resolve("net"), bytes);

    assertThat(right.difference(file)).isEmpty();
    assertThat(wrong.difference(file))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("expected git blob id 0000").contains("but got "));
  }

  @Test
  void cataloguePinsTheFilesThatArePublished() throws IOException {
    assertThat(Catalogue.IMAGENET_V1.files()).hasSize(5);
    for (PinnedFile file : Catalogue.IMAGENET_V1.files()) {
      assertThat(file.url())
          .hasScheme("https")
          .hasHost("raw.githubusercontent.com")
          .satisfies(url -> assertThat(url.getPath()).endsWith("/" + file.name()));
    }
  }

  @Test
  void cataloguePinsTheBytesOfTheRealFiles() throws IOException {
    for (PinnedFile file : Catalogue.IMAGENET_V1.files()) {
      Path real = RealModels.model(file.name());
      if (Files.exists(real)) {
        assertThat(file.difference(real)).as(file.name()).isEmpty();
      } else {
        assertThat(file.name()).isEqualTo("mobilenet_v1_1.0_224_quant.tflite");
      }
    }
  }
}
