package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private final Candidates candidates = new Candidates(Duration.ofMillis(1));
  private final LanePlan plan = new LanePlan();

  @Test
  void areTheFramesForecastToEndInTimeButNoneThatIsGivenUp() {
    FrameQueue<String> queue =
        Frames.queue(
            Frames.due("hopeless", 1_999), Frames.due("late", 3_999), Frames.due("fine", 4_000));

    assertThat(candidates.collect(queue, times(4_000, 2_000), 0, 0, plan)).isTrue();

    assertThat(plan.shedCount()).isEqualTo(1);
    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.index(0)).isEqualTo(2);
  }

  @Test
  void aForecastBelowTheLeastTimeSavesNoHopelessFrame() {
    FrameQueue<String> queue =
        Frames.queue(Frames.due("fine", 5_000), Frames.due("hopeless", 5_001));

    candidates.collect(queue, hopelessButForecastInTime("hopeless"), 0, 0, plan);

    assertThat(plan.shedIndex(0)).isEqualTo(1);
    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.index(0)).isZero();
  }

  @Test
  void areTheEarliestAloneIfAllAreForecastToBeLate() {
    FrameQueue<String> queue = Frames.queue(Frames.due("a", 2_500), Frames.due("b", 2_600));

    candidates.collect(queue, times(4_000, 2_000), 0, 0, plan);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.index(0)).isZero();
  }

  @Test
  void areNoneIfAllAreHopeless() {
    FrameQueue<String> queue = Frames.queue(Frames.due("a", -1), Frames.due("b", 0));

    assertThat(candidates.collect(queue, times(4_000, 2_000), 0, 0, plan)).isFalse();
    assertThat(plan.shedCount()).isEqualTo(2);
  }

  @Test
  void refusesANegativeMargin() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Candidates(Duration.ofMillis(-1)));
  }

  private static ServiceTimes times(long predicted, long least) {
    return new Times() {
      @Override
      public long predictMicros(int variant, QueuedFrame<?> frame) {
        return predicted;
      }

      @Override
      public long leastMicros(int variant, QueuedFrame<?> frame) {
        return least;
      }
    };
  }

  private static ServiceTimes hopelessButForecastInTime(String name) {
    return new Times() {
      @Override
      public long predictMicros(int variant, QueuedFrame<?> frame) {
        return 1_000;
      }

      @Override
      public long leastMicros(int variant, QueuedFrame<?> frame) {
        return frame.payload().equals(name) ? 9_000 : 500;
      }
    };
  }

  private abstract static class Times implements ServiceTimes {
    @Override
    public long expectMicros(int variant, QueuedFrame<?> frame) {
      return predictMicros(variant, frame);
    }

    @Override
    public int variants() {
      return 1;
    }

    @Override
    public double accuracy(int variant) {
      return 1;
    }
  }
}
