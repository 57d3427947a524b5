package io.widthwise.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.schemas.FrameEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileImagesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(HostileImages.Seed.class)
  void damagedPicturesGiveAReasonOrPixelsAndHurtNothing(HostileImages.Seed seed)
      throws IOException, InterruptedException {
    Path errors = directory.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                HostileImages.class.getName(),
                seed.name())
            .redirectError(errors.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as("exit status; standard error:%n%s", tail(errors)).isZero();
    assertThat(said).matches("refused \\d+ of " + HostileImages.TRIES + "\\s*");
    assertThat(Integer.parseInt(said.split(" ")[1]))
        .isBetween(HostileImages.TRIES / 20, HostileImages.TRIES - 1);
  }

  /** A size that the coded data does not fill must not show what a former picture left there. */
  @Test
  void pictureTallerThanItsDataShowsNothingOfAFormerOne() throws Exception {
    byte[] small = TestFrames.encode(TestFrames.scene(64, 64), "jpg");
    for (int i = 2; i < small.length; i++) {
      if ((small[i] & 0xFF) == 0xFF && (small[i + 1] & 0xFF) == 0xC0) {
        small[i + 5] = 2; // height 64 becomes 576
        break;
      }
    }
    ByteBuffer target = ByteBuffer.allocateDirect(32 * 32 * 3);
    try (FrameDecoder decoder = new OpenCvFrameDecoder()) {
      decoder.decode(
          TestFrames.frame(
              FrameEncoding.JPEG, 64, 576, TestFrames.encode(TestFrames.scene(64, 576), "jpg")),
          32,
          Resize.WHOLE,
          target);
      UndecodableImageException fault = null;
      try {
        decoder.decode(
            TestFrames.frame(FrameEncoding.JPEG, 64, 576, small), 32, Resize.WHOLE, target);
      } catch (UndecodableImageException e) {
        fault = e;
      }
      assertThat(fault).hasMessageContaining("cut short");
    }
  }

  private static String tail(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
