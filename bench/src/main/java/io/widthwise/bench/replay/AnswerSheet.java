package io.widthwise.bench.replay;

import io.widthwise.schemas.FrameResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The answers to the frames of one run; the first to each counts, as deliveries may repeat. */
final class AnswerSheet {
  private final FramePress press;
  private final List<Optional<Answer>> answers;
  private int entered;

  AnswerSheet(int frames, FramePress press) {
    this.press = press;
    this.answers = new ArrayList<>(Collections.nCopies(frames, Optional.empty()));
  }

  /** Enters a result; false if it is of another run, or heard of already. */
  boolean enter(FrameResult result, Instant received) {
    if (!result.getCameraId().startsWith(press.cameraPrefix())) {
      return false;
    }
    int index = Math.toIntExact(result.getSequence());
    if (answers.get(index).isPresent()) {
      return false;
    }
    answers.set(index, Optional.of(Answer.of(result, received, press.start())));
    entered++;
    return true;
  }

  boolean isFull() {
    return entered == answers.size();
  }

  int entered() {
    return entered;
  }

  /** By the frame's index; empty where nothing was heard. */
  List<Optional<Answer>> answers() {
    return List.copyOf(answers);
  }
}
