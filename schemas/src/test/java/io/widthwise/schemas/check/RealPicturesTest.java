package io.widthwise.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.widthwise.schemas.FrameEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

/** Photographs of many cameras and editors: being strict must not cost a real picture. */
class RealPicturesTest {

  @Test
  void everyPhotographPassesWithTheSizeThatImageIoReads() throws Exception {
    for (Path photograph : photographs()) {
      byte[] bytes = Files.readAllBytes(photograph);
      assertThat(ImageHeader.read(ByteBuffer.wrap(bytes)))
          .as(photograph.toString())
          .isEqualTo(imageIoHeader(photograph));
    }
  }

  @Test
  void everyPhotographCutShortIsRefused() throws Exception {
    for (Path photograph : photographs()) {
      byte[] bytes = Files.readAllBytes(photograph);
      byte[] cut = Arrays.copyOf(bytes, bytes.length * 9 / 10);
      assertThat(isWhole(cut)).as(photograph.toString()).isFalse();
    }
  }

  private static boolean isWhole(byte[] bytes) {
    try {
      ImageHeader.read(ByteBuffer.wrap(bytes));
      return true;
    } catch (MalformedImageException expected) {
      return false;
    }
  }

  private static ImageHeader imageIoHeader(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReaders(in).next();
      reader.setInput(in);
      try {
        return new ImageHeader(
            FrameEncoding.valueOf(reader.getFormatName().toUpperCase(Locale.ROOT)),
            reader.getWidth(0),
            reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private static List<Path> photographs() throws IOException {
    String data = System.getenv("WIDTHWISE_DATA");
    Path images = Path.of(data == null ? "" : data, "images");
    assumeTrue(
        data != null && Files.isDirectory(images),
        "WIDTHWISE_DATA names no folder with images/: the photographs were not checked");
    try (Stream<Path> files = Files.list(images)) {
      List<Path> found =
          files.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png)")).sorted().toList();
      assertThat(found).as("pictures in %s", images).isNotEmpty();
      return found;
    }
  }
}
