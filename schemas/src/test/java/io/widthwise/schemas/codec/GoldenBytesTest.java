package io.widthwise.schemas.codec;

import static io.widthwise.schemas.codec.Examples.CAPTURED;
import static io.widthwise.schemas.codec.Resources.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** The bytes on the topics: these files may be added to but never change. */
class GoldenBytesTest {

  @Test
  void writesTheCurrentFrameByteForByte() {
    assertThat(hex(Codecs.frame().encode(Examples.frame()))).isEqualTo(hex(golden("Frame.v1")));
  }

  @Test
  void writesTheCurrentResultByteForByte() {
    assertThat(hex(Codecs.frameResult().encode(Examples.frameResult())))
        .isEqualTo(hex(golden("FrameResult.v2")));
  }

  @Test
  void writesTheCurrentReleaseByteForByte() {
    assertThat(hex(Codecs.modelRelease().encode(Examples.modelRelease())))
        .isEqualTo(hex(golden("ModelRelease.v2")));
  }

  @Test
  void writesTheCurrentReleaseStatusByteForByte() {
    assertThat(hex(Codecs.releaseStatus().encode(Examples.releaseStatus())))
        .isEqualTo(hex(golden("ReleaseStatus.v0")));
  }

  @Test
  void readsTheCurrentReleaseStatus() throws Exception {
    assertThat(Codecs.releaseStatus().decode(golden("ReleaseStatus.v0")))
        .isEqualTo(Examples.releaseStatus());
  }

  @Test
  void readsTheCurrentFrame() throws Exception {
    Frame frame = Codecs.frame().decode(golden("Frame.v1"));
    assertFrame(frame);
    assertThat(frame.getPriority()).isEqualTo(3);
    assertThat(frame.getAttributes()).isEqualTo(Map.of("site", "Zürich"));
    assertThat(frame).isEqualTo(Examples.frame());
  }

  @Test
  void readsFrameVersion0WithDefaultsForWhatItDidNotHave() throws Exception {
    Frame frame = Codecs.frame().decode(golden("Frame.v0"));
    assertFrame(frame);
    assertThat(frame.getPriority()).isZero();
    assertThat(frame.getAttributes()).isEmpty();
  }

  private static void assertFrame(Frame frame) {
    assertThat(frame.getFrameId()).isEqualTo("yard/7/1772368496789012");
    assertThat(frame.getCameraId()).isEqualTo("yard");
    assertThat(frame.getSequence()).isEqualTo(7);
    assertThat(frame.getCaptureTime()).isEqualTo(CAPTURED);
    assertThat(frame.getEncoding()).isEqualTo(FrameEncoding.BGR8);
    assertThat(frame.getWidth()).isEqualTo(2);
    assertThat(frame.getHeight()).isEqualTo(1);
    assertThat(frame.getPayload()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 127, -128, -1, 1, 2}));
    assertThat(frame.getLatencyBudgetMillis()).isEqualTo(250);
  }

  @Test
  void readsTheCurrentResult() throws Exception {
    FrameResult result = Codecs.frameResult().decode(golden("FrameResult.v2"));
    assertResult(result);
    assertThat(result.getCaptureClock()).isEqualTo(CaptureClock.BROKER);
    assertThat(result.getAttributes()).isEqualTo(Map.of("site", "Zürich"));
    assertThat(result).isEqualTo(Examples.frameResult());
  }

  @Test
  void readsResultVersion0WithDefaultsForWhatItDidNotHave() throws Exception {
    FrameResult result = Codecs.frameResult().decode(golden("FrameResult.v0"));
    assertResult(result);
    assertThat(result.getCaptureClock()).isEqualTo(CaptureClock.CAMERA);
    assertThat(result.getAttributes()).isEmpty();
  }

  @Test
  void readsResultVersion1WithoutADecision() throws Exception {
    FrameResult result = Codecs.frameResult().decode(golden("FrameResult.v1"));
    assertResult(result);
    assertThat(result.getCaptureClock()).isEqualTo(CaptureClock.BROKER);
    assertThat(result.getAttributes()).isEqualTo(Map.of("site", "Zürich"));
    assertThat(result.getDecision()).isNull();
  }

  /** What a reader makes of it that was built with version 1 and has the writer's schema. */
  @Test
  void aReaderOfVersion1ReadsAResultWithADecision() throws Exception {
    byte[] message = golden("FrameResult.v2");
    Schema version1 = Resources.schema("history/FrameResult.v1");
    GenericRecord seen =
        new GenericDatumReader<GenericRecord>(FrameResult.getClassSchema(), version1)
            .read(null, DecoderFactory.get().binaryDecoder(message, 10, message.length - 10, null));

    assertThat(seen.get("frameId")).hasToString("yard/7/1772368496789012");
    assertThat(seen.get("reason")).hasToString("finished 12 ms after its deadline");
    assertThat(seen.hasField("decision")).isFalse();
  }

  private static void assertResult(FrameResult result) {
    assertThat(result.getFrameId()).isEqualTo("yard/7/1772368496789012");
    assertThat(result.getCameraId()).isEqualTo("yard");
    assertThat(result.getSequence()).isEqualTo(7);
    assertThat(result.getCaptureTime()).isEqualTo(CAPTURED);
    assertThat(result.getOutcome()).isEqualTo(Outcome.LATE);
    assertThat(result.getReason()).isEqualTo("finished 12 ms after its deadline");
    assertThat(result.getTopK())
        .containsExactly(new Label(281, "tabby", 0.8125f), new Label(282, "tiger cat", 0.15625f));
    assertThat(result.getVariant())
        .isEqualTo(new Variant("mobilenet-v1", 0.25, 128, "int8", "2026-02"));
    assertThat(result.getDeadline()).isEqualTo(CAPTURED.plusMillis(250));
    Timings timings = result.getTimings();
    assertThat(timings.getCaptured()).isEqualTo(CAPTURED);
    assertThat(timings.getAdmitted()).isEqualTo(CAPTURED.plusMillis(1));
    assertThat(timings.getDequeued()).isEqualTo(CAPTURED.plusMillis(2));
    assertThat(timings.getStarted()).isEqualTo(CAPTURED.plusMillis(3));
    assertThat(timings.getFinished()).isEqualTo(CAPTURED.plusMillis(262));
  }

  @Test
  void readsTheCurrentRelease() throws Exception {
    ModelRelease release = Codecs.modelRelease().decode(golden("ModelRelease.v2"));
    assertRelease(release);
    assertThat(release.getNote()).isEqualTo("wider rungs trained longer");
    assertThat(release).isEqualTo(Examples.modelRelease());
  }

  @Test
  void readsReleaseVersion1AsOneThatServesAllFramesAtOnce() throws Exception {
    ModelRelease release = Codecs.modelRelease().decode(golden("ModelRelease.v1"));
    assertRelease(release);
    assertThat(release.getNote()).isEqualTo("wider rungs trained longer");
    assertThat(release.getCanary()).isNull();
  }

  @Test
  void readsReleaseVersion0WithDefaultsForWhatItDidNotHave() throws Exception {
    ModelRelease release = Codecs.modelRelease().decode(golden("ModelRelease.v0"));
    assertRelease(release);
    assertThat(release.getNote()).isNull();
  }

  private static void assertRelease(ModelRelease release) {
    assertThat(release.getFamily()).isEqualTo("mobilenet-v1");
    assertThat(release.getRelease()).isEqualTo("2026-02");
    assertThat(release.getBundleUri()).isEqualTo("file:///srv/models/mobilenet-v1/2026-02/");
    assertThat(release.getLadderSha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(release.getPublishedTime()).isEqualTo(CAPTURED);
  }

  @Test
  void defaultsAreNotSharedBetweenMessages() throws Exception {
    SingleObjectCodec<Frame> codec = Codecs.frame();
    codec.decode(golden("Frame.v0")).getAttributes().put("a", "b");
    assertThat(codec.decode(golden("Frame.v0")).getAttributes()).isEmpty();
  }

  @Test
  void encodingLeavesThePayloadUnread() {
    Frame frame = Examples.frame();
    byte[] first = Codecs.frame().encode(frame);
    assertThat(frame.getPayload().remaining()).isEqualTo(6);
    assertThat(Codecs.frame().encode(frame)).isEqualTo(first);
  }

  @Test
  void oneCodecServesSeveralThreads() {
    SingleObjectCodec<Frame> codec = Codecs.frame();
    byte[] expected = golden("Frame.v1");
    assertThat(IntStream.range(0, 5_000).parallel().mapToObj(i -> recoded(codec, expected)))
        .allSatisfy(message -> assertThat(message).isEqualTo(expected));
  }

  private static byte[] recoded(SingleObjectCodec<Frame> codec, byte[] message) {
    try {
      return codec.encode(codec.decode(message));
    } catch (UndecodableMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
