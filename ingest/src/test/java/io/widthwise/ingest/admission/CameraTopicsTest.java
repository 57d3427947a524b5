package io.widthwise.ingest.admission;

import static io.widthwise.ingest.admission.TestFrames.encode;
import static io.widthwise.ingest.admission.TestFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraTopicsTest {
  private static final TopicNames TOPICS = new TopicNames("test.");
  private static final String SHARED = TOPICS.framesRaw();
  private static final String GATE = "gate/1";

  @TempDir Path stateDirectory;
  private TopologyTestDriver driver;
  private TestOutputTopic<byte[], byte[]> frames;
  private TestOutputTopic<byte[], byte[]> quarantine;

  private void start(CameraTopicRule rule, QuarantinedPayload payload) {
    AdmissionSettings settings =
        AdmissionSettings.of("unused:9092", TOPICS, stateDirectory)
            .withIntake(new IntakePolicy(rule, payload));
    driver =
        new TopologyTestDriver(
            AdmissionTopology.build(settings, new AdmissionCounters(), () -> 1_767_225_600_000L),
            StreamsProperties.of(settings));
    frames = output(TOPICS.frames());
    quarantine = output(TOPICS.quarantine());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      driver.close();
    }
  }

  private void send(String topic, Frame frame) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(utf8(frame.getCameraId()), encode(frame));
  }

  private String reasonOfQuarantine(String topic) {
    TestRecord<byte[], byte[]> record = quarantine.readRecord();
    assertThat(frames.isEmpty()).isTrue();
    assertThat(text(record, QuarantineNote.CODE)).isEqualTo("WRONG_TOPIC");
    assertThat(text(record, QuarantineNote.TOPIC)).isEqualTo(topic);
    return text(record, QuarantineNote.REASON);
  }

  private static String text(TestRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  @Test
  void admitsFromTheSharedTopicAndFromACamerasOwn() {
    start(CameraTopicRule.ALLOWED, QuarantinedPayload.KEEP);

    send(SHARED, TestFrames.sound("door", 1));
    send(TOPICS.framesRawOf(GATE), TestFrames.sound(GATE, 1));

    assertThat(frames.readRecordsToList()).hasSize(2);
    assertThat(quarantine.isEmpty()).isTrue();
  }

  @Test
  void refusesAFrameThatNamesAnotherCameraThanItsTopic() {
    start(CameraTopicRule.ALLOWED, QuarantinedPayload.KEEP);
    String topic = TOPICS.framesRawOf(GATE);

    send(topic, TestFrames.sound("vault", 1));

    assertThat(reasonOfQuarantine(topic)).contains("camera 'vault'", "camera 'gate/1'");
  }

  @Test
  void refusesATopicThatIsNoCameras() {
    start(CameraTopicRule.ALLOWED, QuarantinedPayload.KEEP);

    send(SHARED + "._61", TestFrames.sound("a", 1));

    assertThat(reasonOfQuarantine(SHARED + "._61")).contains("is no camera's");
  }

  @Test
  void refusesTheSharedTopicWhereOwnTopicsAreRequired() {
    start(CameraTopicRule.REQUIRED, QuarantinedPayload.KEEP);

    send(SHARED, TestFrames.sound("door", 1));

    assertThat(reasonOfQuarantine(SHARED)).contains("not on the shared topic " + SHARED);
  }

  @Test
  void theSameFrameOnBothTopicsIsADuplicate() {
    start(CameraTopicRule.ALLOWED, QuarantinedPayload.KEEP);

    send(SHARED, TestFrames.sound(GATE, 1));
    send(TOPICS.framesRawOf(GATE), TestFrames.sound(GATE, 1));

    assertThat(frames.readRecordsToList()).hasSize(1);
  }

  @Test
  void quarantineKeepsTheHashInPlaceOfTheFrameIfThatIsAsked() {
    start(CameraTopicRule.REQUIRED, QuarantinedPayload.HASH);

    send(SHARED, TestFrames.sound("door", 1));

    TestRecord<byte[], byte[]> record = quarantine.readRecord();
    assertThat(record.key()).isEqualTo(utf8("door"));
    assertThat(record.value()).isNull();
    assertThat(text(record, QuarantinedPayload.SHA256)).hasSize(64);
    assertThat(text(record, QuarantineNote.CODE)).isEqualTo("WRONG_TOPIC");
  }

  @Test
  void aMadeUpHeaderDoesNotPassForARedaction() {
    start(CameraTopicRule.REQUIRED, QuarantinedPayload.KEEP);
    Frame frame = TestFrames.sound("door", 1);
    RecordHeaders headers = new RecordHeaders();
    headers.add(QuarantinedPayload.REDACTED, utf8("drop"));

    driver
        .createInputTopic(SHARED, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(utf8("door"), encode(frame), headers));

    TestRecord<byte[], byte[]> record = quarantine.readRecord();
    assertThat(record.value()).isEqualTo(encode(frame));
    assertThat(record.headers().lastHeader(QuarantinedPayload.REDACTED)).isNull();
  }

  @Test
  void namesWhatTheRuleMayBe() {
    assertThat(CameraTopicRule.of("required")).isEqualTo(CameraTopicRule.REQUIRED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CameraTopicRule.of("maybe"))
        .withMessageContaining("off, allowed or required");
  }
}
