package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BreakdownTest {

  @Property
  void stagesTogetherAreTheWholeWay(
      @ForAll @LongRange(max = 100_000) long publisher,
      @ForAll @LongRange(max = 100_000) long admission,
      @ForAll @LongRange(max = 100_000) long fetch,
      @ForAll @LongRange(max = 100_000) long queue,
      @ForAll @LongRange(max = 100_000) long service,
      @ForAll @LongRange(max = 100_000) long back) {
    Replayed frame =
        Replays.labelled(
            Replays.due(0, 7_000), Replays.WIDE, publisher, admission, fetch, queue, service, back);
    assertThat(Arrays.stream(Stage.values()).map(stage -> stage.micros(frame).orElseThrow()))
        .containsExactly(publisher, admission, fetch, queue, service, back);
    assertThat(
            Arrays.stream(Stage.values()).mapToLong(each -> each.micros(frame).orElseThrow()).sum())
        .isEqualTo(frame.answer().orElseThrow().receivedMicros() - 7_000);
  }

  @Test
  void anAppendTimeCutToWholeMillisecondsIsNotBeforePublishing() {
    Replayed frame =
        Replays.labelled(Replays.due(0, 7_400), Replays.WIDE, 100, -500, 2_000, 0, 900, 400);
    assertThat(Stage.ADMISSION.micros(frame)).hasValue(0);
    assertThat(Stage.FETCH.micros(frame)).hasValue(1_500);
  }

  @Test
  void aShedFrameWaitedUntilItWasShedAndWasNotServed() {
    Replayed frame = Replays.shed(Replays.due(0, 0), 2_000, 40_000);
    assertThat(Stage.QUEUE.micros(frame)).hasValue(40_000);
    assertThat(Stage.SERVICE.micros(frame)).isEmpty();
  }

  @Test
  void namesTheStageThatHeldAMissedFrameUp() {
    List<Replayed> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      frames.add(usual(i));
    }
    frames.add(
        Replays.labelled(Replays.due(20, 20_000), Replays.WIDE, 0, 60_000, 900, 100, 1_800, 500));
    frames.add(
        Replays.labelled(Replays.due(21, 21_000), Replays.WIDE, 0, 1_000, 900, 100, 61_800, 500));
    frames.add(Replays.shed(Replays.due(22, 22_000), 1_900, 49_000));
    frames.add(
        Replays.labelled(
            Replays.due(23, 23_000), Replays.WIDE, 55_000, 1_000, 900, 100, 1_800, 99_000));
    frames.add(Replays.lost(Replays.due(24, 24_000)));

    Breakdown breakdown = Breakdown.of(frames);
    assertThat(breakdown.missedBy())
        .containsOnly(
            entry(Stage.ADMISSION, 1),
            entry(Stage.SERVICE, 1),
            entry(Stage.QUEUE, 1),
            entry(Stage.PUBLISHER, 1));
    assertThat(row(breakdown.all(), "service").frames()).isEqualTo(23);
    assertThat(row(breakdown.missed(), "service").frames()).isEqualTo(3);
    assertThat(row(breakdown.all(), "admission").millis().p50()).isEqualTo(1.0);
    assertThat(row(breakdown.missed(), "admission").millis().max()).isEqualTo(60.0);
  }

  private static Replayed usual(int index) {
    return Replays.labelled(
        Replays.due(index, index * 1_000L), Replays.WIDE, 0, 1_000, 900, 100, 1_800, 500);
  }

  private static Breakdown.Row row(List<Breakdown.Row> rows, String stage) {
    return rows.stream().filter(row -> row.stage().equals(stage)).findFirst().orElseThrow();
  }
}
