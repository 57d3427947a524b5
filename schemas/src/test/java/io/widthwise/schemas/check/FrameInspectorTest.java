package io.widthwise.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameInspectorTest {
  private static final FrameLimits LIMITS = new FrameLimits(20_000, 100, 5_000, 3, 40);

  private final FrameInspector inspector = new FrameInspector(LIMITS);

  @Test
  void admitsAWholeJpeg() {
    assertAdmitted(frame(Pictures.jpeg(37, 21)));
  }

  @Test
  void admitsAWholePng() {
    assertAdmitted(
        changed(frame(Pictures.png(37, 21)), frame -> frame.setEncoding(FrameEncoding.PNG)));
  }

  @ParameterizedTest
  @CsvSource({"RGB8, 2331", "BGR8, 2331", "MONO8, 777"})
  void admitsRawPicturesOfTheirExactSize(FrameEncoding encoding, int bytes) {
    assertAdmitted(raw(encoding, bytes));
  }

  @ParameterizedTest
  @CsvSource({"RGB8, 2330", "BGR8, 2332", "MONO8, 2331"})
  void refusesRawPicturesOfAnotherSize(FrameEncoding encoding, int bytes) {
    assertViolation(
        raw(encoding, bytes),
        QuarantineCode.INVALID_IMAGE,
        "payload has %d bytes but %s of 37 x 21 takes".formatted(bytes, encoding));
  }

  @Test
  void leavesThePayloadUnread() {
    Frame frame = frame(Pictures.jpeg(37, 21));
    int bytes = frame.getPayload().remaining();
    assertAdmitted(frame);
    assertThat(frame.getPayload().remaining()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "caméra", "line\nbreak"})
  void refusesCameraIdsThatDoNotFitAKey(String cameraId) {
    assertViolation(
        changed(valid(), frame -> frame.setCameraId(cameraId)),
        QuarantineCode.INVALID_ENVELOPE,
        "cameraId must be");
  }

  @Test
  void shortensWhatItQuotes() {
    Frame frame = changed(valid(), f -> f.setCameraId("x".repeat(100_000)));
    assertThat(inspector.inspect(frame).orElseThrow().reason()).hasSizeLessThan(200);
  }

  @Test
  void refusesMissingAndLongFrameIds() {
    assertViolation(
        changed(valid(), frame -> frame.setFrameId(" ")),
        QuarantineCode.INVALID_ENVELOPE,
        "frameId must have 1 to 256 characters, not all blank");
    assertViolation(
        changed(valid(), frame -> frame.setFrameId("x".repeat(257))),
        QuarantineCode.INVALID_ENVELOPE,
        "with 257");
  }

  @Test
  void refusesNegativeSequences() {
    assertViolation(
        changed(valid(), frame -> frame.setSequence(-1)),
        QuarantineCode.INVALID_ENVELOPE,
        "sequence must not be negative but is -1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5, 600_001, Integer.MIN_VALUE})
  void refusesBudgetsOutsideOfTenMinutes(int millis) {
    assertViolation(
        changed(valid(), frame -> frame.setLatencyBudgetMillis(millis)),
        QuarantineCode.INVALID_ENVELOPE,
        "latencyBudgetMillis must be 1 to 600000 but is " + millis);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 600_000})
  void admitsBudgetsOfUpToTenMinutes(int millis) {
    assertAdmitted(changed(valid(), frame -> frame.setLatencyBudgetMillis(millis)));
  }

  @Test
  void refusesEmptyPayloads() {
    assertViolation(frame(new byte[0]), QuarantineCode.INVALID_ENVELOPE, "payload is empty");
  }

  @Test
  void refusesTooManyAndTooLongAttributes() {
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 4).forEach(i -> many.put("k" + i, ""));
    assertViolation(
        changed(valid(), frame -> frame.setAttributes(many)),
        QuarantineCode.INVALID_ENVELOPE,
        "attributes has 4 entries, more than 3");
    assertViolation(
        changed(valid(), frame -> frame.setAttributes(Map.of("key", "v".repeat(38)))),
        QuarantineCode.INVALID_ENVELOPE,
        "attributes holds 41 characters, more than 40");
    assertAdmitted(changed(valid(), frame -> frame.setAttributes(Map.of("key", "v".repeat(37)))));
  }

  @Test
  void refusesPayloadsOverTheLimit() {
    assertViolation(
        frame(Arrays.copyOf(Pictures.jpeg(37, 21), 20_001)),
        QuarantineCode.OVER_LIMIT,
        "payload has 20001 bytes, more than 20000");
  }

  @ParameterizedTest
  @CsvSource({"101, 1", "1, 101", "72, 70", "2147483647, 2147483647"})
  void refusesStatedSizesOverTheLimit(int width, int height) {
    assertViolation(
        changed(valid(), size(width, height)),
        QuarantineCode.OVER_LIMIT,
        "the picture is %d x %d pixels".formatted(width, height));
  }

  /** The envelope says small, the payload is a bomb. */
  @Test
  void refusesAPngHeaderOfFiftyThousandSquared() {
    byte[] bomb =
        Pictures.replaced(Pictures.png(37, 21), 16, 8, HexFormat.of().parseHex("0000c3500000c350"));
    Frame modest = changed(frame(bomb), frame -> frame.setEncoding(FrameEncoding.PNG));
    Frame frank =
        changed(
            changed(frame(bomb), frame -> frame.setEncoding(FrameEncoding.PNG)),
            size(50_000, 50_000));
    for (FrameInspector any : List.of(inspector, new FrameInspector(FrameLimits.DEFAULT))) {
      for (Frame frame : List.of(modest, frank)) {
        Violation violation = any.inspect(frame).orElseThrow();
        assertThat(violation.code()).isEqualTo(QuarantineCode.OVER_LIMIT);
        assertThat(violation.reason()).contains("50000 x 50000");
      }
    }
  }

  @Test
  void refusesAJpegWhoseFrameHeaderIsOverTheLimit() {
    byte[] jpeg = Pictures.jpeg(37, 21);
    byte[] bomb =
        Pictures.replaced(
            jpeg, Pictures.frameHeaderOf(jpeg) + 5, 4, HexFormat.of().parseHex("ffffffff"));
    assertViolation(frame(bomb), QuarantineCode.OVER_LIMIT, "65535 x 65535");
  }

  @ParameterizedTest
  @CsvSource({"36, 21", "37, 20", "21, 37", "0, 0", "-37, -21"})
  void refusesAnEnvelopeThatContradictsThePicture(int width, int height) {
    assertViolation(
        changed(valid(), size(width, height)),
        QuarantineCode.INVALID_ENVELOPE,
        "width and height say %d x %d but payload is 37 x 21".formatted(width, height));
  }

  @ParameterizedTest
  @CsvSource({"0, 21", "37, 0", "-37, -21"})
  void refusesRawPicturesWithoutASize(int width, int height) {
    assertViolation(
        changed(raw(FrameEncoding.MONO8, 777), size(width, height)),
        QuarantineCode.INVALID_ENVELOPE,
        "width and height must be positive but are %d x %d".formatted(width, height));
  }

  @Test
  void refusesAnotherEncodingThanStated() {
    assertViolation(
        frame(Pictures.png(37, 21)),
        QuarantineCode.INVALID_IMAGE,
        "encoding says JPEG but payload is a PNG");
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG"})
  void refusesTextAndTruncatedPictures(FrameEncoding encoding) {
    byte[] text = "not a picture".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = encoding == FrameEncoding.JPEG ? Pictures.jpeg(37, 21) : Pictures.png(37, 21);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertViolation(
        changed(frame(text), frame -> frame.setEncoding(encoding)),
        QuarantineCode.INVALID_IMAGE,
        "neither a JPEG nor a PNG begins with 6e6f742061207069");
    assertViolation(
        changed(frame(cut), frame -> frame.setEncoding(encoding)),
        QuarantineCode.INVALID_IMAGE,
        "truncated");
  }

  private void assertAdmitted(Frame frame) {
    assertThat(inspector.inspect(frame)).isEmpty();
  }

  private void assertViolation(Frame frame, QuarantineCode code, String reason) {
    Violation violation = inspector.inspect(frame).orElseThrow();
    assertThat(violation.reason()).contains(reason);
    assertThat(violation.code()).isEqualTo(code);
  }

  private static Frame valid() {
    return frame(Pictures.jpeg(37, 21));
  }

  private static Frame raw(FrameEncoding encoding, int bytes) {
    return changed(frame(new byte[bytes]), frame -> frame.setEncoding(encoding));
  }

  private static Frame frame(byte[] payload) {
    return Frame.newBuilder()
        .setFrameId("yard/7/0")
        .setCameraId("yard")
        .setSequence(7)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(FrameEncoding.JPEG)
        .setWidth(37)
        .setHeight(21)
        .setPayload(ByteBuffer.wrap(payload))
        .build();
  }

  private static Consumer<Frame> size(int width, int height) {
    return frame -> {
      frame.setWidth(width);
      frame.setHeight(height);
    };
  }

  /** Applies {@code change} to {@code frame} and returns it. */
  private static Frame changed(Frame frame, Consumer<Frame> change) {
    change.accept(frame);
    return frame;
  }
}
