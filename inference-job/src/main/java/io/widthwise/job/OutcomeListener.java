package io.widthwise.job;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.util.Optional;

/** Hears what became of frames, from the lane's thread. */
interface OutcomeListener {
  /**
   * One frame has its outcome.
   *
   * @param note why its bytes go to quarantine, if they do
   */
  void completed(AdmittedFrame frame, FrameResult result, Optional<QuarantineNote> note);

  /** The lane has ended; frames in it have no outcome. */
  void failed(Throwable failure);
}
