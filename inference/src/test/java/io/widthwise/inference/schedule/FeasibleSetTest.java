package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.FrameEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FeasibleSetTest {
  /** A frame whose width stands for its service time. */
  private static final ServiceTimes WIDTH_IS_TIME =
      new ServiceTimes() {
        @Override
        public int variants() {
          return 1;
        }

        @Override
        public double accuracy(int variant) {
          return 1;
        }

        @Override
        public long expectMicros(int variant, QueuedFrame<?> frame) {
          return frame.width();
        }

        @Override
        public long predictMicros(int variant, QueuedFrame<?> frame) {
          return frame.width();
        }

        @Override
        public long leastMicros(int variant, QueuedFrame<?> frame) {
          return frame.width();
        }
      };

  @Property(tries = 3_000)
  void leavesOutTheFewestFrames(@ForAll("frames") List<QueuedFrame<String>> frames) {
    FrameQueue<String> queue = queueOf(frames);
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, WIDTH_IS_TIME, 0);

    assertThat(set.size()).isEqualTo(largestFeasibleSubset(queue));
    assertThat(endsInTime(queue, keptMask(set, queue.size()))).isTrue();
  }

  @Property(tries = 1_000)
  void keptFramesEndInTimeWhateverTheirPriorities(
      @ForAll("prioritisedFrames") List<QueuedFrame<String>> frames) {
    FrameQueue<String> queue = queueOf(frames);
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, WIDTH_IS_TIME, 0);

    assertThat(endsInTime(queue, keptMask(set, queue.size()))).isTrue();
    assertThat(Integer.bitCount(keptMask(set, queue.size()))).isEqualTo(set.size());
  }

  @Test
  void leavesOutTheFrameOfLowerPriority() {
    FrameQueue<String> queue =
        Frames.queue(Frames.due("important", "a", 10, 1), Frames.due("ordinary", "b", 11, 0));
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, Frames.times(10), 0);

    assertThat(set.keeps(0)).isTrue();
    assertThat(set.keeps(1)).isFalse();
  }

  @Test
  void leavesOutAFrameOfTheCameraThatHasMost() {
    FrameQueue<String> queue =
        Frames.queue(
            Frames.due("a1", "greedy", 20, 0),
            Frames.due("a2", "greedy", 21, 0),
            Frames.due("b1", "modest", 22, 0));
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, Frames.times(10), 0);

    assertThat(set.size()).isEqualTo(2);
    assertThat(set.keeps(2)).as("the modest camera's only frame is kept").isTrue();
  }

  /** Max-min fairness where deadlines leave a choice: nobody keeps two more than one who lost. */
  @Property(tries = 3_000)
  void camerasShareWhatIsLeft(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 4) Integer> cameras,
      @ForAll @IntRange(min = 0, max = 30) int room) {
    FrameQueue<String> queue = new FrameQueue<>(30);
    cameras.forEach(camera -> queue.offer(Frames.due("", "camera-" + camera, 10L * room, 0)));
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, Frames.times(10), 0);

    Map<String, Integer> kept = new HashMap<>();
    Set<String> losers = new HashSet<>();
    for (int i = 0; i < queue.size(); i++) {
      String camera = queue.get(i).cameraId();
      kept.merge(camera, set.keeps(i) ? 1 : 0, Integer::sum);
      if (!set.keeps(i)) {
        losers.add(camera);
      }
    }
    assertThat(set.size()).isEqualTo(Math.min(room, queue.size()));
    for (String loser : losers) {
      assertThat(kept.values()).allMatch(other -> other <= kept.get(loser) + 1);
    }
  }

  @Test
  void takesOfEquallyDeservingFramesThoseWithMostTimeLeft() {
    FrameQueue<String> queue = Frames.queue(Frames.due("a", 12), Frames.due("b", 13));
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, Frames.times(10), 0);

    assertThat(set.keeps(0)).isFalse();
    assertThat(set.keeps(1)).isTrue();
  }

  @Test
  void ofManyFramesOnlyTheLastOneLookedAtTakesLongerThanExpected() {
    ServiceTimes times = new NoisyTimes(10, 15);
    FrameQueue<String> queue =
        Frames.queue(Frames.due("a", 15), Frames.due("b", 25), Frames.due("c", 34));
    FeasibleSet set = new FeasibleSet();

    set.compute(queue, times, 0);

    assertThat(set.size()).as("35 us are needed for the third, not 45").isEqualTo(2);
  }

  private record NoisyTimes(long expected, long rarelyExceeded) implements ServiceTimes {
    @Override
    public int variants() {
      return 1;
    }

    @Override
    public double accuracy(int variant) {
      return 1;
    }

    @Override
    public long expectMicros(int variant, QueuedFrame<?> frame) {
      return expected;
    }

    @Override
    public long predictMicros(int variant, QueuedFrame<?> frame) {
      return rarelyExceeded;
    }

    @Override
    public long leastMicros(int variant, QueuedFrame<?> frame) {
      return expected;
    }
  }

  @Provide
  Arbitrary<List<QueuedFrame<String>>> frames() {
    return frame(Arbitraries.just(0)).list().ofMaxSize(9);
  }

  @Provide
  Arbitrary<List<QueuedFrame<String>>> prioritisedFrames() {
    return frame(Arbitraries.integers().between(0, 2)).list().ofMaxSize(9);
  }

  private static Arbitrary<QueuedFrame<String>> frame(Arbitrary<Integer> priority) {
    return Combinators.combine(
            Arbitraries.longs().between(0, 60),
            Arbitraries.integers().between(1, 20),
            Arbitraries.of("a", "b", "c"),
            priority)
        .as(
            (deadline, width, camera, p) ->
                new QueuedFrame<>("", camera, deadline, p, width, 1, FrameEncoding.JPEG));
  }

  private static FrameQueue<String> queueOf(List<QueuedFrame<String>> frames) {
    FrameQueue<String> queue = new FrameQueue<>(Math.max(1, frames.size()));
    new ArrayList<>(frames).forEach(queue::offer);
    return queue;
  }

  private static int keptMask(FeasibleSet set, int n) {
    int mask = 0;
    for (int i = 0; i < n; i++) {
      mask |= set.keeps(i) ? 1 << i : 0;
    }
    return mask;
  }

  private static int largestFeasibleSubset(WaitingFrames frames) {
    int best = 0;
    for (int mask = 0; mask < 1 << frames.size(); mask++) {
      if (endsInTime(frames, mask)) {
        best = Math.max(best, Integer.bitCount(mask));
      }
    }
    return best;
  }

  private static boolean endsInTime(WaitingFrames frames, int mask) {
    long end = 0;
    for (int i = 0; i < frames.size(); i++) {
      if ((mask & 1 << i) != 0) {
        end += frames.get(i).width();
        if (end > frames.get(i).deadlineMicros()) {
          return false;
        }
      }
    }
    return true;
  }
}
