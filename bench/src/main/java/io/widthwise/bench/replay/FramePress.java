package io.widthwise.bench.replay;

import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameIds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes the frames of one run out of pictures. A frame's capture time is when it is due, so that a
 * late publisher takes from the frame's budget and does not move the trace.
 *
 * @param run names the run, so that its results can be told from all others on the topic
 */
record FramePress(String run, Instant start, Pictures pictures) {
  Frame print(Due due) {
    SourceFrame picture = pictures.of(due.index());
    String camera = cameraPrefix() + due.camera();
    Instant captured = start.plus(due.dueMicros(), ChronoUnit.MICROS);
    Frame frame = new Frame();
    frame.setFrameId(FrameIds.of(camera, due.index(), captured));
    frame.setCameraId(camera);
    frame.setSequence(due.index());
    frame.setCaptureTime(captured);
    frame.setEncoding(picture.encoding());
    frame.setWidth(picture.width());
    frame.setHeight(picture.height());
    frame.setPayload(picture.payload().duplicate());
    frame.setLatencyBudgetMillis(due.budgetMillis());
    frame.setPriority(due.priority());
    frame.setAttributes(picture.attributes());
    return frame;
  }

  String cameraPrefix() {
    return run + "/";
  }
}
