package io.widthwise.ingest.admission;

import io.widthwise.schemas.TopicNames;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes.ByteArraySerde;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The Kafka Streams topology from {@code frames.raw} to {@code frames} and {@code quarantine}.
 *
 * <p>Keys and values are bytes throughout, so there is nothing that a message could hold to stop
 * it.
 */
public final class AdmissionTopology {
  /** Header of every admitted record: its frame id, UTF-8. */
  public static final String FRAME_ID_HEADER = "frame-id";

  /**
   * Header of every admitted record: when the broker appended the message to the raw topic,
   * milliseconds since the epoch, UTF-8 digits. Capture clocks are held against this and not
   * against the time of admission, or every frame that waited long for admission would seem to be
   * of a camera whose clock is wrong.
   */
  public static final String RECEIVED_HEADER = "received-millis";

  /**
   * Header of a frame that admission gives up, since it waited too long: for how many milliseconds,
   * UTF-8 digits. Such a frame has no payload any more; the job gives it its outcome.
   */
  public static final String GIVEN_UP_HEADER = "given-up-after-millis";

  static final String FRAMES = "frames";
  static final String QUARANTINE = "quarantine";
  private static final String RAW = "frames-raw";
  private static final String ADMIT = "admit";

  private AdmissionTopology() {}

  static Topology build(
      AdmissionSettings settings, AdmissionCounters counters, LongSupplier clockMillis) {
    ByteArraySerde bytes = new ByteArraySerde();
    Topology topology = new Topology();
    addSource(topology, settings, new AppendTime(clockMillis));
    topology.addProcessor(
        ADMIT, () -> new AdmissionProcessor(settings, counters, clockMillis), RAW);
    topology.addStateStore(SeenFrames.storeBuilder(settings.duplicateWindow()), ADMIT);
    topology.addSink(
        FRAMES, settings.topics().frames(), bytes.serializer(), bytes.serializer(), ADMIT);
    topology.addSink(
        QUARANTINE, settings.topics().quarantine(), bytes.serializer(), bytes.serializer(), ADMIT);
    return topology;
  }

  private static void addSource(
      Topology topology, AdmissionSettings settings, TimestampExtractor times) {
    Deserializer<byte[]> bytes = new ByteArrayDeserializer();
    AutoOffsetReset first = AutoOffsetReset.earliest();
    TopicNames topics = settings.topics();
    if (settings.intake().cameraTopics() == CameraTopicRule.OFF) {
      topology.addSource(first, RAW, times, bytes, bytes, topics.framesRaw());
    } else {
      topology.addSource(first, RAW, times, bytes, bytes, topics.everyFramesRaw());
    }
  }
}
