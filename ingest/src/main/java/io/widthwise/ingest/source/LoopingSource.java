package io.widthwise.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Repeats a recording without end. Each lap is opened anew; sequences count on, and capture times
 * go on from the last lap's end after one usual gap between frames.
 */
final class LoopingSource implements FrameSource {
  private static final Duration GAP_OF_A_SINGLE_FRAME = Duration.ofMillis(100);

  @FunctionalInterface
  interface Opener {
    FrameSource open() throws SourceException;
  }

  private final Opener opener;
  private final String description;
  private final Map<String, Long> nextSequence = new HashMap<>();
  private FrameSource lap;
  private Duration shift = Duration.ZERO;
  private Instant lapStart;
  private Instant lapEnd;
  private final Map<String, Long> framesInLap = new HashMap<>();
  private volatile boolean closed;

  LoopingSource(Opener opener) throws SourceException {
    this.opener = opener;
    this.lap = opener.open();
    this.description = lap.description() + ", repeated";
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    if (closed) {
      return Optional.empty();
    }
    Optional<SourceFrame> frame = lap.next();
    if (frame.isEmpty()) {
      beginNextLap();
      frame = lap.next();
    }
    return frame.map(this::continued);
  }

  private void beginNextLap() throws SourceException {
    if (framesInLap.isEmpty()) {
      throw new SourceException(lap.description() + " has no frame, so it cannot be repeated");
    }
    shift = shift.plus(Duration.between(lapStart, lapEnd)).plus(usualGap());
    framesInLap.clear();
    lapStart = null;
    lapEnd = null;
    lap.close();
    lap = opener.open();
  }

  private Duration usualGap() {
    long most = framesInLap.values().stream().mapToLong(Long::longValue).max().orElse(1);
    Duration length = Duration.between(lapStart, lapEnd);
    Duration gap = most > 1 ? length.dividedBy(most - 1) : GAP_OF_A_SINGLE_FRAME;
    return gap.isZero() ? GAP_OF_A_SINGLE_FRAME : gap;
  }

  private SourceFrame continued(SourceFrame frame) {
    Instant time = frame.captureTime();
    lapStart = lapStart == null || time.isBefore(lapStart) ? time : lapStart;
    lapEnd = lapEnd == null || time.isAfter(lapEnd) ? time : lapEnd;
    framesInLap.merge(frame.cameraId(), 1L, Long::sum);
    long sequence = nextSequence.merge(frame.cameraId(), 1L, Long::sum) - 1;
    return frame.at(sequence, time.plus(shift));
  }

  @Override
  public boolean live() {
    return lap.live();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    closed = true;
    lap.close();
  }
}
