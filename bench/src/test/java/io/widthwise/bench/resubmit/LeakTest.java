package io.widthwise.bench.resubmit;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.footprint.Footprint;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeakTest {
  @Test
  void aLoaderThatStaysWithEachJobIsALeak() {
    Leak leak = Leak.of("TaskManager", Held.CLASS_LOADERS, rounds(round -> 80 + round));

    assertThat(leak.perRound()).isEqualTo(1);
    assertThat(leak.leaks()).isTrue();
  }

  @Test
  void whatTheFirstJobsLeaveOnceIsNone() {
    Leak leak =
        Leak.of("TaskManager", Held.CLASS_LOADERS, rounds(round -> 80 + Math.min(4, round)));

    assertThat(leak.leaks()).isFalse();
    assertThat(leak.before()).isEqualTo(80);
    assertThat(leak.last()).isEqualTo(84);
  }

  private static List<Round> rounds(IntUnaryOperator classLoaders) {
    Footprint nothing =
        new Footprint(0, 1, true, 0, 0, 0, 0, 0, 0, 0, 0, 0, OptionalLong.empty(), 0, 0, 0);
    return IntStream.rangeClosed(0, 20)
        .mapToObj(round -> new Round(round, classLoaders.applyAsInt(round), nothing))
        .toList();
  }
}
