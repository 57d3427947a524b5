package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final List<Replayed> RUN =
      List.of(
          Replays.labelled(Replays.due(0, 0), Replays.WIDE, 0, 1_000, 1_000, 0, 2_000, 500),
          Replays.labelled(Replays.due(1, 1_000), Replays.NARROW, 0, 1_000, 1_000, 0, 1_000, 500),
          Replays.labelled(Replays.due(2, 2_000), Replays.WIDE, 0, 1_000, 1_000, 0, 60_000, 500),
          Replays.shed(Replays.due(3, 3_000), 2_000, 45_000),
          Replays.lost(Replays.due(4, 4_000)));

  @Test
  void aMissedFrameCountsZero() {
    Figures figures = Figures.of(Fate.measured(RUN, Replays.BUNDLE));
    assertThat(figures.frames()).isEqualTo(5);
    assertThat(figures.hitRate()).isEqualTo(0.4);
    assertThat(figures.lateRate()).isEqualTo(0.2);
    assertThat(figures.shedRate()).isEqualTo(0.2);
    assertThat(figures.lostRate()).isEqualTo(0.2);
    assertThat(figures.accuracy()).isCloseTo((0.8 + 0.4) / 5, within(1e-9));
  }

  @Test
  void sharesAndLatencyAreOfFramesLabelledInTimeOrNot() {
    Figures figures = Figures.of(Fate.measured(RUN, Replays.BUNDLE));
    assertThat(figures.widths().get("1.0")).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(figures.variants().get(Replays.NARROW)).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(figures.latencyMillis()).isEqualTo(new Percentiles(4, 62, 62, 62));
  }

  @Test
  void liveAccuracyIsOfWhatThePicturesShow() {
    LiveAccuracy live = LiveAccuracy.of(RUN, Replays.BUNDLE).orElseThrow();
    assertThat(live).isEqualTo(new LiveAccuracy(0.4, 1, 3));
  }

  @Test
  void saysNothingOfLabelsThatTheBundleDoesNotKnow() {
    ServedBundle other = new ServedBundle("other", "r1", Set.of("cat"), Map.of());
    assertThat(LiveAccuracy.of(RUN, other)).isEmpty();
  }

  @Test
  void aTimeLineLeavesOutEmptyBins() {
    TimeLine line = TimeLine.of(Fate.measured(RUN, Replays.BUNDLE), 0.002);
    assertThat(line.bins()).extracting(TimeLine.Bin::frames).containsExactly(2, 2, 1);
    assertThat(line.bins().get(0).hitRate()).isEqualTo(1);
    assertThat(line.bins().get(2).middleSeconds()).isCloseTo(0.005, within(1e-9));
    TimeLine gap =
        TimeLine.of(
            Fate.measured(
                List.of(Replays.lost(Replays.due(0, 0)), Replays.lost(Replays.due(1, 9_000_000))),
                Replays.BUNDLE),
            1);
    assertThat(gap.bins()).extracting(TimeLine.Bin::middleSeconds).containsExactly(0.5, 9.5);
  }

  @Test
  void splitsProcessorsIntoOursAndOthers() {
    HostUse.Reading before = new HostUse.Reading(0, Map.of("broker", 1.0), cpu(100));
    HostUse.Reading after =
        new HostUse.Reading(2_000_000_000L, Map.of("broker", 2.0, "bench", 0.5), cpu(103));
    HostUse use = HostUse.between(before, after);
    assertThat(use.cores()).containsOnly(entry("broker", 0.5), entry("bench", 0.25));
    assertThat(use.otherCores()).hasValue(0.75);
    assertThat(HostUse.Reading.parse("cpu  100 20 30 4000 500 6 7 8 90 0")).hasValue(1.71);
  }

  private static OptionalDouble cpu(double seconds) {
    return OptionalDouble.of(seconds);
  }
}
