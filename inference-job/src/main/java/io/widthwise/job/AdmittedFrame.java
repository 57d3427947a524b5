package io.widthwise.job;

import io.widthwise.inference.crash.WorkedFrame;
import io.widthwise.inference.schedule.DeadlineRule.Deadline;
import io.widthwise.schemas.Frame;
import java.time.Instant;

/**
 * A frame inside the job.
 *
 * @param origin record that it came in
 * @param frame its envelope and payload
 * @param deadline when it must be labelled
 * @param dequeued when the job took it from Kafka
 */
record AdmittedFrame(ConsumedFrame origin, Frame frame, Deadline deadline, Instant dequeued) {
  /** What a crash journal remembers of it. */
  WorkedFrame worked() {
    return new WorkedFrame(
        origin.topic, origin.partition, origin.offset, frame.getCameraId(), frame.getFrameId());
  }
}
