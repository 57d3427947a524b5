package io.widthwise.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.bench.chaos.Recovery.Served;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final long END = 10_000_000;
  private final Recovery recovery = new Recovery(30);

  /** 30 frames a second for ten seconds, without those in a gap. */
  private static List<Served> frames(LongPredicate captured, LongPredicate inTime) {
    return LongStream.range(0, 300)
        .map(frame -> frame * END / 300)
        .filter(captured)
        .mapToObj(micros -> new Served(micros, inTime.test(micros)))
        .toList();
  }

  @Test
  void nothingBadTakesNoTimeToRecover() {
    assertThat(recovery.seconds(frames(t -> true, t -> true), 0, END)).isZero();
  }

  @Test
  void framesThatMissTheirDeadlinesCountUntilTheyHoldAgain() {
    double seconds = recovery.seconds(frames(t -> true, t -> t >= 4_000_000), 0, END);
    assertThat(seconds).isCloseTo(4.0, within(0.2));
  }

  @Test
  void anOutageThatBeginsLaterCountsFromTheFault() {
    LongPredicate inTime = t -> t < 3_000_000 || t >= 6_000_000;
    assertThat(recovery.seconds(frames(t -> true, inTime), 0, END)).isCloseTo(6.0, within(0.2));
  }

  @Test
  void camerasThatSendNothingHaveNotRecovered() {
    double seconds = recovery.seconds(frames(t -> t >= 5_000_000, t -> true), 0, END);
    assertThat(seconds).isCloseTo(4.5, within(0.2));
  }

  @Test
  void hereAndThereAMissedDeadlineIsNoOutage() {
    LongPredicate inTime = t -> (t * 300 / END) % 20 != 0;
    assertThat(recovery.seconds(frames(t -> true, inTime), 0, END)).isZero();
  }

  @Test
  void aPipelineThatNeverComesBackIsNotGoodAtTheEnd() {
    List<Served> frames = frames(t -> true, t -> false);
    assertThat(recovery.good(frames, 0, END)).isFalse();
    assertThat(recovery.seconds(frames, 0, END)).isGreaterThan(8);
  }
}
