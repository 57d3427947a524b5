package io.widthwise.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** No payload makes the header reader throw anything else, or go on for ever. */
class HostilePictureTest {
  private static final List<byte[]> PICTURES =
      List.of(
          Pictures.jpeg(16, 9),
          Pictures.progressiveJpeg(16, 9),
          Pictures.greyJpeg(8, 8),
          Pictures.png(16, 9));

  @Property(tries = 20_000)
  void changedPicturesAreReadOrRefused(@ForAll("changed") byte[] picture) {
    readOrRefuse(picture);
  }

  @Property(tries = 5_000)
  void anythingBehindASignatureIsReadOrRefused(@ForAll("disguised") byte[] bytes) {
    readOrRefuse(bytes);
  }

  /** The slowest things to walk at the largest payload that is admitted. */
  @Test
  void fullPayloadsOfTinyPartsEnd() {
    byte[] fill = new byte[4_000_000];
    Arrays.fill(fill, (byte) 0xFF);
    byte[] jpeg = Pictures.jpeg(16, 9);
    byte[] png = Pictures.png(16, 9);
    List<byte[]> payloads =
        List.of(
            Pictures.replaced(jpeg, 2, 0, fill),
            Pictures.replaced(jpeg, 2, 0, repeated(0xFF, 0xFE, 0, 2)),
            Pictures.replaced(jpeg, jpeg.length - 2, 2, new byte[4_000_000]),
            Pictures.replaced(png, 33, 0, repeated(0, 0, 0, 0, 't', 'E', 'X', 't', 0, 0, 0, 0)));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> payloads.forEach(HostilePictureTest::readOrRefuse));
  }

  private static byte[] repeated(int... pattern) {
    byte[] bytes = new byte[4_000_000 / pattern.length * pattern.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pattern[i % pattern.length];
    }
    return bytes;
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(bytes));
      assertThat(header.width()).isPositive();
      assertThat(header.height()).isPositive();
    } catch (MalformedImageException expected) {
      assertThat(expected).message().isNotBlank();
    }
  }

  @Provide
  Arbitrary<byte[]> changed() {
    return Combinators.combine(
            Arbitraries.of(PICTURES),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(8),
            Arbitraries.integers().between(0, 8))
        .as(
            (picture, at, inserted, removed) -> {
              int from = Math.min(at, picture.length);
              return Pictures.replaced(
                  picture, from, Math.min(removed, picture.length - from), inserted);
            });
  }

  @Provide
  Arbitrary<byte[]> disguised() {
    return Combinators.combine(
            Arbitraries.of(PICTURES),
            Arbitraries.of(3, 16, 33, 200),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(100))
        .as((picture, kept, body) -> Pictures.replaced(picture, kept, picture.length - kept, body));
  }
}
