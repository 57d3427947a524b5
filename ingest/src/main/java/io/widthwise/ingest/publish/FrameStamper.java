package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Makes the frame that is published out of the frame that the source gave. */
final class FrameStamper {
  static final String RECORDED_CAPTURE_TIME = "recorded-capture-time-micros";

  private final PublisherSettings settings;
  private final Clock clock;
  private final Map<String, Instant> lastByCamera = new HashMap<>();

  FrameStamper(PublisherSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Returns the frame to publish now. */
  Frame stamp(SourceFrame source) {
    boolean restamp = settings.captureClock() == CaptureClock.RESTAMP;
    Instant captureTime = restamp ? now(source.cameraId()) : source.captureTime();
    Map<String, String> attributes = new HashMap<>(source.attributes());
    if (restamp) {
      long recorded = ChronoUnit.MICROS.between(Instant.EPOCH, source.captureTime());
      attributes.put(RECORDED_CAPTURE_TIME, Long.toString(recorded));
    }
    Frame frame = new Frame();
    frame.setFrameId(FrameIds.of(source.cameraId(), source.sequence(), captureTime));
    frame.setCameraId(source.cameraId());
    frame.setSequence(source.sequence());
    frame.setCaptureTime(captureTime);
    frame.setEncoding(source.encoding());
    frame.setWidth(source.width());
    frame.setHeight(source.height());
    frame.setPayload(source.payload().duplicate());
    settings.latencyBudgetMillis().ifPresent(frame::setLatencyBudgetMillis);
    frame.setPriority(settings.priority());
    frame.setAttributes(attributes);
    return frame;
  }

  /** The wall clock may be set back; a camera's capture times may not. */
  private Instant now(String cameraId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return lastByCamera.merge(cameraId, now, (last, next) -> next.isBefore(last) ? last : next);
  }
}
