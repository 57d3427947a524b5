package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.ImageHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every frame source promises. */
interface FrameSourceContract {
  int ENOUGH_OF_AN_ENDLESS_SOURCE = 200;

  /** Opens the same source anew. */
  FrameSource open() throws Exception;

  /** What the description has to mention. */
  String namedInDescription();

  /** Whether the source goes on for ever. */
  default boolean endless() {
    return false;
  }

  @Test
  default void givesTheSameFramesEachTimeItIsOpened() throws Exception {
    List<SourceFrame> first = readAll();
    List<SourceFrame> second = readAll();
    assertThat(first).isNotEmpty();
    assertThat(second).isEqualTo(first);
    assertThat(first).extracting(SourceFrame::frameId).doesNotHaveDuplicates();
  }

  @Test
  default void countsFramesOfEachCameraFromZeroWithoutGaps() throws Exception {
    Map<String, Long> next = new HashMap<>();
    for (SourceFrame frame : readAll()) {
      assertThat(frame.sequence()).isEqualTo(next.getOrDefault(frame.cameraId(), 0L));
      next.put(frame.cameraId(), frame.sequence() + 1);
    }
  }

  @Test
  default void neverSetsCaptureTimesBack() throws Exception {
    Map<String, Instant> last = new HashMap<>();
    for (SourceFrame frame : readAll()) {
      Instant before = last.put(frame.cameraId(), frame.captureTime());
      assertThat(frame.captureTime()).isAfterOrEqualTo(before == null ? Instant.MIN : before);
    }
  }

  @Test
  default void statesTheSizeThatThePayloadHas() throws Exception {
    for (SourceFrame frame : readAll()) {
      if (frame.encoding() == FrameEncoding.JPEG || frame.encoding() == FrameEncoding.PNG) {
        assertThat(ImageHeader.read(frame.payload()))
            .isEqualTo(new ImageHeader(frame.encoding(), frame.width(), frame.height()));
      } else {
        int samples = frame.encoding() == FrameEncoding.MONO8 ? 1 : 3;
        assertThat(frame.payload().remaining()).isEqualTo(frame.width() * frame.height() * samples);
      }
    }
  }

  @Test
  default void givesCameraIdsThatAdmissionAccepts() throws Exception {
    assertThat(readAll()).extracting(SourceFrame::cameraId).allSatisfy(CameraIds::requireLegal);
  }

  @Test
  default void staysAtItsEnd() throws Exception {
    try (FrameSource source = open()) {
      if (endless()) {
        source.next();
        source.close();
      } else {
        drain(source);
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("resource")
  default void mayBeClosedTwiceAndIsAtItsEndThen() throws Exception {
    FrameSource source = open();
    source.next();
    source.close();
    source.close();
    assertThat(source.next()).isEmpty();
  }

  @Test
  default void saysWhatItReads() throws Exception {
    try (FrameSource source = open()) {
      assertThat(source.description()).contains(namedInDescription());
    }
  }

  private List<SourceFrame> readAll() throws Exception {
    try (FrameSource source = open()) {
      return drain(source);
    }
  }

  private List<SourceFrame> drain(FrameSource source) throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    Optional<SourceFrame> next = source.next();
    while (next.isPresent() && !(endless() && frames.size() == ENOUGH_OF_AN_ENDLESS_SOURCE)) {
      frames.add(next.get());
      next = source.next();
    }
    return frames;
  }
}
