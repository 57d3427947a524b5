package io.widthwise.ingest.admission;

import io.widthwise.ingest.MessageSizes;
import io.widthwise.ingest.admission.FrameAdmission.Sound;
import io.widthwise.ingest.admission.FrameAdmission.Unsound;
import io.widthwise.ingest.admission.FrameAdmission.Verdict;
import io.widthwise.ingest.admission.SeenFrames.Sighting;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends each message of {@code frames.raw} on to {@code frames} or {@code quarantine}, key and
 * value untouched unless quarantine is to keep less, or drops it and counts it.
 */
final class AdmissionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final int MAX_REPLAY_BYTES = 64;

  private final AdmissionSettings settings;
  private final AdmissionCounters counters;
  private final FrameAdmission admission;
  private final CameraTopics topics;
  private final CameraPacer pacer;
  private final StandingQueue queue = new StandingQueue();
  private final LongSupplier clockMillis;
  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private ProcessorContext<byte[], byte[]> context;
  private SeenFrames seen;
  private CameraDrops duplicates;
  private CameraDrops paced;
  private CameraDrops overdue;

  AdmissionProcessor(
      AdmissionSettings settings, AdmissionCounters counters, LongSupplier clockMillis) {
    this.settings = settings;
    this.counters = counters;
    this.clockMillis = clockMillis;
    this.admission = new FrameAdmission(settings.limits(), MessageSizes.MAX_FRAME_BYTES);
    this.topics = new CameraTopics(settings.topics(), settings.intake().cameraTopics());
    this.pacer = new CameraPacer(settings.cameraPace());
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.seen = new SeenFrames(context.getStateStore(SeenFrames.STORE), settings.duplicateWindow());
    String taskId = context.taskId().toString();
    this.duplicates = new CameraDrops(context.metrics(), taskId, "duplicate");
    this.paced = new CameraDrops(context.metrics(), taskId, "over-pace");
    this.overdue = new CameraDrops(context.metrics(), taskId, "overdue");
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Verdict verdict = admission.judge(message.key(), message.value(), bytesOf(message.headers()));
    if (verdict instanceof Unsound unsound) {
      quarantine(message, unsound, origin);
    } else if (verdict instanceof Sound sound) {
      Optional<Unsound> refused = topics.refuse(origin.topic(), sound.frame().getCameraId());
      if (refused.isPresent()) {
        quarantine(message, refused.get(), origin);
      } else {
        admit(message, sound.frame(), origin);
      }
    }
  }

  private void admit(Record<byte[], byte[]> message, Frame frame, RecordMetadata origin) {
    String cameraId = frame.getCameraId();
    String frameId = frame.getFrameId();
    long millis = message.timestamp();
    String seenAs = frameId + replay(message.headers());
    Sighting sighting = seen.look(cameraId, seenAs, origin, millis);
    if (sighting == Sighting.DUPLICATE) {
      counters.duplicates.increment();
      duplicates.count(cameraId, frameId, origin, millis);
      return;
    }
    if (sighting == Sighting.FIRST && !pacer.admits(cameraId, millis)) {
      counters.paced.increment();
      paced.count(cameraId, frameId, origin, millis);
      return;
    }
    Headers headers = new RecordHeaders(message.headers());
    set(headers, AdmissionTopology.FRAME_ID_HEADER, frameId);
    set(headers, AdmissionTopology.RECEIVED_HEADER, Long.toString(millis));
    headers.remove(AdmissionTopology.GIVEN_UP_HEADER);
    long nowMillis = clockMillis.getAsLong();
    long waitedMillis = nowMillis - millis;
    if (queue.givesUp(cameraId, waitedMillis, budgetMillis(frame), nowMillis)) {
      set(headers, AdmissionTopology.GIVEN_UP_HEADER, Long.toString(waitedMillis));
      frame.setPayload(ByteBuffer.allocate(0));
      message = message.withValue(codec.encode(frame));
      overdue.count(cameraId, frameId, origin, millis);
    }
    context.forward(message.withHeaders(headers), AdmissionTopology.FRAMES);
    // After the frame: a broker answers a connection's requests in turn, so the frame would wait
    // for the changelog. Should only the frame arrive, it is admitted again under the same id.
    seen.remember(cameraId, seenAs, origin, millis);
    counters.admitted(cameraId);
  }

  private long budgetMillis(Frame frame) {
    Integer stated = frame.getLatencyBudgetMillis();
    return stated == null ? settings.unstatedBudget().toMillis() : stated;
  }

  private void quarantine(Record<byte[], byte[]> message, Unsound unsound, RecordMetadata origin) {
    QuarantineNote note =
        new QuarantineNote(
            unsound.code(),
            unsound.reason(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            unsound.exception());
    Headers headers = new RecordHeaders(message.headers());
    note.headers().forEach((name, text) -> set(headers, name, text));
    QuarantinedPayload kept = settings.intake().quarantinedPayload();
    QuarantinedPayload.HEADERS.forEach(headers::remove);
    kept.headersOf(message.value()).forEach((name, text) -> set(headers, name, text));
    context.forward(
        message.withValue(kept.valueOf(message.value())).withHeaders(headers),
        AdmissionTopology.QUARANTINE);
    counters.quarantined.increment();
  }

  /**
   * What tells a replay from the frame that was admitted before and refused by the job: replays are
   * duplicates only of themselves. A camera that claims to replay repeats no frames but its own.
   */
  private static String replay(Headers headers) {
    Header replay = headers.lastHeader(QuarantineNote.REPLAY);
    return replay == null || replay.value() == null || replay.value().length > MAX_REPLAY_BYTES
        ? ""
        : '\n' + new String(replay.value(), StandardCharsets.UTF_8);
  }

  /** A header that a publisher made up must not pass for ours. */
  private static void set(Headers headers, String name, String text) {
    headers.remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static int bytesOf(Headers headers) {
    int bytes = 0;
    for (Header header : headers) {
      byte[] value = header.value();
      bytes += header.key().length() + (value == null ? 0 : value.length) + Long.BYTES;
    }
    return bytes;
  }

  @Override
  public void close() {
    duplicates.close();
    paced.close();
    overdue.close();
  }
}
