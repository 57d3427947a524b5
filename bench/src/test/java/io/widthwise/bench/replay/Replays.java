package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.ingest.source.FrameAttributes;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.Outcome;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Made-up runs. Frames have a budget of 50 ms. */
final class Replays {
  static final String NARROW = "0.25@128/int8";
  static final String WIDE = "1.0@224/int8";
  static final LadderProfile LADDER =
      new LadderProfile(
          "made up", 500, List.of(new Rung(NARROW, 0.4, 200), new Rung(WIDE, 0.8, 1_300)));
  static final ServedBundle BUNDLE =
      new ServedBundle("made up", "r1", Set.of("cat", "dog"), Map.of(NARROW, 0.4, WIDE, 0.8));
  static final Pictures PICTURES = new Pictures(List.of(picture("cat"), picture("dog")));

  private Replays() {}

  static SourceFrame picture(String label) {
    return new SourceFrame(
        "synthetic-0",
        0,
        Instant.EPOCH,
        FrameEncoding.JPEG,
        640,
        480,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        Map.of(FrameAttributes.LABEL, label));
  }

  static Due due(int index, long dueMicros) {
    return new Due(index, dueMicros, "camera-0", 50, 0);
  }

  /** A frame that takes so long from station to station, microseconds. */
  static Replayed labelled(
      Due due,
      String variant,
      long publisher,
      long admission,
      long fetch,
      long queue,
      long service,
      long back) {
    long sent = due.dueMicros() + publisher;
    long dequeued = sent + admission + fetch;
    long finished = dequeued + queue + service;
    Answer answer =
        new Answer(
            finished <= due.deadlineMicros() ? Outcome.CLASSIFIED : Outcome.LATE,
            Optional.of(variant),
            Optional.of("r1"),
            Optional.of("cat"),
            sent + admission,
            OptionalLong.of(dequeued),
            OptionalLong.of(dequeued + queue),
            finished,
            finished + back);
    return new Replayed(due, sent, "cat", Optional.of(answer));
  }

  /** A frame that was given up so long after it came to its lane, microseconds. */
  static Replayed shed(Due due, long hop, long queue) {
    long finished = due.dueMicros() + hop + queue;
    Answer answer =
        new Answer(
            Outcome.SHED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            due.dueMicros() + hop,
            OptionalLong.of(due.dueMicros() + hop),
            OptionalLong.empty(),
            finished,
            finished + 500);
    return new Replayed(due, due.dueMicros(), "cat", Optional.of(answer));
  }

  static Replayed lost(Due due) {
    return new Replayed(due, due.dueMicros(), "dog", Optional.empty());
  }
}
