package io.widthwise.bench.replay;

import java.util.OptionalLong;

/** The parts of a frame's way, which together are its latency. */
enum Stage {
  /** The publisher was late; no fault of the pipeline, but it takes from the frame's budget. */
  PUBLISHER("due to published") {
    @Override
    OptionalLong micros(Replayed frame) {
      return OptionalLong.of(frame.sentMicros() - frame.due().dueMicros());
    }
  },
  /** Broker, admission, broker. */
  ADMISSION("published to appended") {
    @Override
    OptionalLong micros(Answer answer, long sentMicros) {
      // The broker counts whole milliseconds, rounded down.
      return OptionalLong.of(Math.max(0, answer.appendedMicros() - sentMicros));
    }
  },
  /** Fetch by the job's source, decoding of the envelope, way to the lane. */
  FETCH("appended to dequeued") {
    @Override
    OptionalLong micros(Answer answer, long sentMicros) {
      return after(answer.dequeuedMicros(), Math.max(sentMicros, answer.appendedMicros()));
    }
  },
  /** The wait in the lane; of a frame that was shed, until it was. */
  QUEUE("dequeued to started") {
    @Override
    OptionalLong micros(Answer answer, long sentMicros) {
      if (answer.dequeuedMicros().isEmpty()) {
        return OptionalLong.empty();
      }
      long until = answer.startedMicros().orElse(answer.finishedMicros());
      return OptionalLong.of(until - answer.dequeuedMicros().getAsLong());
    }
  },
  /** Decode and inference. */
  SERVICE("started to finished") {
    @Override
    OptionalLong micros(Answer answer, long sentMicros) {
      return answer.startedMicros().isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(answer.serviceMicros());
    }
  },
  /** The way of the result, after which no deadline asks. */
  RETURN("finished to received") {
    @Override
    OptionalLong micros(Answer answer, long sentMicros) {
      return OptionalLong.of(answer.receivedMicros() - answer.finishedMicros());
    }
  };

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Returns the time that a frame took for it; empty if it did not come so far. */
  OptionalLong micros(Replayed frame) {
    return frame.answer().isEmpty()
        ? OptionalLong.empty()
        : micros(frame.answer().get(), frame.sentMicros());
  }

  OptionalLong micros(Answer answer, long sentMicros) {
    return OptionalLong.empty();
  }

  private static OptionalLong after(OptionalLong end, long start) {
    return end.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, end.getAsLong() - start));
  }
}
