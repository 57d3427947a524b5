package io.widthwise.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class FrameIdsTest {
  /** As far from the epoch as microseconds reach: a wrong clock can tell any time. */
  private static final long MAX_SECONDS = 9_223_372_036_853L;

  private final SingleObjectCodec<Frame> codec = Codecs.frame();

  @Example
  void readsAsCameraSequenceAndMicroseconds() {
    assertThat(FrameIds.of("yard", 7, Instant.parse("2026-03-01T12:34:56.789012Z")))
        .isEqualTo("yard/7/1772368496789012");
  }

  @Property
  void differWhereCameraSequenceOrTimeDiffer(
      @ForAll @Chars('/') @CharRange(from = '0', to = '1') @StringLength(max = 5) String camera,
      @ForAll @Chars('/') @CharRange(from = '0', to = '1') @StringLength(max = 5) String other,
      @ForAll @IntRange(max = 1) int sequence,
      @ForAll @IntRange(max = 1) int otherSequence,
      @ForAll @IntRange(max = 1) int micros,
      @ForAll @IntRange(max = 1) int otherMicros) {
    boolean same = camera.equals(other) && sequence == otherSequence && micros == otherMicros;
    assertThat(
            FrameIds.of(camera, sequence, micros(micros))
                .equals(FrameIds.of(other, otherSequence, micros(otherMicros))))
        .isEqualTo(same);
  }

  @Property
  void canBeToldAgainFromTheFrameThatWasRead(
      @ForAll @LongRange(min = -MAX_SECONDS, max = MAX_SECONDS) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos)
      throws Exception {
    Instant captured = Instant.ofEpochSecond(seconds, nanos);
    String id = FrameIds.of("yard", 7, captured);
    Frame read = codec.decode(codec.encode(frame(id, captured)));
    assertThat(FrameIds.of(read.getCameraId(), read.getSequence(), read.getCaptureTime()))
        .isEqualTo(id);
  }

  private static Frame frame(String id, Instant captured) {
    return Frame.newBuilder()
        .setFrameId(id)
        .setCameraId("yard")
        .setSequence(7)
        .setCaptureTime(captured)
        .setEncoding(FrameEncoding.MONO8)
        .setWidth(1)
        .setHeight(1)
        .setPayload(ByteBuffer.allocate(1))
        .build();
  }

  private static Instant micros(int micros) {
    return Instant.EPOCH.plusNanos(micros * 1_000L);
  }
}
