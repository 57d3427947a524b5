package io.widthwise.ingest.source.mjpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartPicturesTest {
  private static MultipartPictures of(String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return MultipartPictures.of(type, new ByteArrayInputStream(bytes)).orElseThrow();
  }

  private static String next(MultipartPictures pictures) throws IOException {
    return new String(pictures.next(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/x-mixed-replace; boundary=frame",
        "multipart/x-mixed-replace;boundary=\"frame\"",
        "Multipart/X-Mixed-Replace; charset=x; Boundary=--frame"
      })
  void readsPartsByTheirLength(String type) throws Exception {
    MultipartPictures pictures =
        of(
            type,
            "\r\n--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 9\r\n\r\n\r\n--frame\r\n"
                + "--frame\r\ncontent-length: 2\r\n\r\nxy\r\n--frame--\r\n");
    assertThat(next(pictures)).isEqualTo("\r\n--frame");
    assertThat(next(pictures)).isEqualTo("xy");
    assertThatThrownBy(pictures::next).isInstanceOf(EOFException.class);
  }

  @Test
  void readsPartsWithoutLengthUpToTheBoundary() throws Exception {
    MultipartPictures pictures =
        of(
            "multipart/x-mixed-replace; boundary=f",
            "--f\n\na\n-\n--\n\n--\r\n--f\r\nContent-Type: image/jpeg\r\n\r\nb\r\n--f--");
    assertThat(next(pictures)).isEqualTo("a\n-\n--\n\n--");
    assertThat(next(pictures)).isEqualTo("b");
  }

  @Test
  void saysThatTheConnectionWasClosedWithinAPicture() {
    MultipartPictures pictures =
        of("multipart/x-mixed-replace; boundary=f", "--f\r\nContent-Length: 9\r\n\r\nabc");
    assertThatThrownBy(pictures::next)
        .isInstanceOf(EOFException.class)
        .hasMessage("the camera closed the connection");
  }

  @Test
  void refusesALengthThatNoPictureHas() {
    MultipartPictures pictures =
        of("multipart/x-mixed-replace; boundary=f", "--f\r\nContent-Length: 999999999\r\n\r\n");
    assertThatThrownBy(pictures::next)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("999999999");
  }

  @Test
  void refusesABodyWithoutItsBoundary() {
    MultipartPictures pictures = of("multipart/x-mixed-replace; boundary=f", "x\n".repeat(500));
    assertThatThrownBy(pictures::next).isInstanceOf(IOException.class).hasMessageContaining("--f");
  }

  @Test
  void isNotForOtherBodies() {
    assertThat(MultipartPictures.of("image/jpeg", new ByteArrayInputStream(new byte[0]))).isEmpty();
    assertThat(
            MultipartPictures.of(
                "multipart/x-mixed-replace", new ByteArrayInputStream(new byte[0])))
        .isEmpty();
  }
}
