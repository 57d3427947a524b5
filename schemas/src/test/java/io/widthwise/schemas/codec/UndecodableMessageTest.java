package io.widthwise.schemas.codec;

import static io.widthwise.schemas.codec.Resources.golden;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.widthwise.schemas.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the error says of bytes that are not a message, for the person who finds them. */
class UndecodableMessageTest {
  private final SingleObjectCodec<Frame> codec = Codecs.frame();

  @Test
  void namesAnUnknownFingerprint() {
    byte[] message = golden("Frame.v1");
    message[2] ^= 0x01;
    assertRefused(message)
        .withMessageContaining("fingerprint 1953d338d5bbcdbd")
        .withMessageContaining("io.widthwise.schemas.Frame");
  }

  @Test
  void refusesARecordOfAnotherTopic() {
    assertRefused(golden("FrameResult.v1")).withMessageContaining("fingerprint 51679f30395bff32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Frame.v0", "Frame.v1", "FrameResult.v0", "FrameResult.v1", "ModelRelease.v0"})
  void noticesTruncationAtEveryLength(String name) {
    byte[] message = golden(name);
    IntStream.range(0, message.length)
        .forEach(
            length ->
                assertThatExceptionOfType(UndecodableMessageException.class)
                    .as("first %d of %d bytes", length, message.length)
                    .isThrownBy(() -> codecOf(name).decode(Arrays.copyOf(message, length)))
                    .withMessageContaining(length + " bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Frame.v0", "Frame.v1", "FrameResult.v1", "ModelRelease.v1"})
  void noticesTrailingBytes(String name) {
    byte[] message = golden(name);
    for (int extra : new int[] {1, 100}) {
      assertThatExceptionOfType(UndecodableMessageException.class)
          .isThrownBy(() -> codecOf(name).decode(Arrays.copyOf(message, message.length + extra)))
          .withMessageContaining("bytes follow the end")
          .withMessageContaining((message.length + extra) + " bytes");
    }
  }

  static Stream<Arguments> foreign() {
    return Stream.of(
        Arguments.of("empty", new byte[0], "0 bytes are too few"),
        Arguments.of("short text", ascii("hello"), "5 bytes are too few"),
        Arguments.of("text", ascii("hello, camera"), "found 68656c6c6f2c2063616d"),
        Arguments.of("JSON", ascii("{\"frameId\":\"a\"}"), "found 7b226672616d654964"),
        Arguments.of("registry message", hex("000000002a0c616263646566"), "found 000000002a"),
        Arguments.of("marker of a later format", hex("c302112233445566778800"), "found c302"),
        Arguments.of("JPEG", hex("ffd8ffe000104a46494600"), "found ffd8ffe0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreign")
  void namesWhatForeignBytesBeginWith(String name, byte[] message, String found) {
    assertRefused(message).withMessageContaining(found);
  }

  @Test
  void tellsARegistryMessage() {
    assertRefused(hex("000000002a0c616263646566")).withMessageContaining("schema registry");
  }

  @Test
  void refusesARecordWithoutAValue() {
    assertRefused(null).withMessageContaining("no value");
  }

  private ThrowableAssertAlternative<UndecodableMessageException> assertRefused(byte[] message) {
    return assertThatExceptionOfType(UndecodableMessageException.class)
        .isThrownBy(() -> codec.decode(message));
  }

  private static SingleObjectCodec<?> codecOf(String golden) {
    return switch (golden.substring(0, golden.indexOf('.'))) {
      case "Frame" -> Codecs.frame();
      case "FrameResult" -> Codecs.frameResult();
      default -> Codecs.modelRelease();
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
