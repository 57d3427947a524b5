package io.widthwise.bench.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EarliestDeadlineFlowTest {
  private static final List<OfflineRung> ANY_FITS = List.of(new OfflineRung(1e-3, 1));

  @Property(tries = 4_000)
  void isAMaximumFlow(@ForAll("instances") Instance instance, @ForAll("caps") int[] caps) {
    isAMaximumMatching(instance, caps);
  }

  @Property(tries = 4_000)
  void isAMaximumFlowFirstComeFirstServed(
      @ForAll("inOrder") Instance instance, @ForAll("caps") int[] caps) {
    isAMaximumMatching(instance, caps);
  }

  @Property(tries = 4_000)
  void stretchesKeepToThemselvesWhateverPartOfTheCapsIsGiven(
      @ForAll("instances") Instance instance,
      @ForAll("caps") int[] caps,
      @ForAll("caps") int[] parts) {
    WorkWindows windows = windowsOf(instance);
    double[] whole = Arrays.stream(caps).limit(windows.kinds().size()).asDoubleStream().toArray();
    double[] part = new double[whole.length];
    Arrays.setAll(part, kind -> Math.min(whole[kind], parts[kind]));
    EarliestDeadlineFlow flow = new EarliestDeadlineFlow(windows);

    int[] stretches = flow.stretches(whole);

    double[] together = new double[windows.size()];
    flow.give(part, together);
    for (int i = 1; i < stretches.length; i++) {
      assertThat(Arrays.stream(together, stretches[i - 1], stretches[i]).sum())
          .isCloseTo(maximumMatching(windows, part, stretches[i - 1], stretches[i]), within(1e-6));
    }
  }

  private static void isAMaximumMatching(Instance instance, int[] caps) {
    WorkWindows windows = windowsOf(instance);
    double[] capOfKind =
        Arrays.stream(caps).limit(windows.kinds().size()).asDoubleStream().toArray();

    double[] given = new double[windows.size()];
    new EarliestDeadlineFlow(windows).give(capOfKind, given);

    assertThat(Arrays.stream(given).sum())
        .isCloseTo(maximumMatching(windows, capOfKind, 0, windows.size()), within(1e-6));
  }

  private static WorkWindows windowsOf(Instance instance) {
    return WorkWindows.of(instance.frames(), ANY_FITS, UnevenLane.STEADY);
  }

  /** Matches slots of a microsecond with units of frames by augmenting paths. */
  private static int maximumMatching(WorkWindows windows, double[] capOfKind, int from, int to) {
    int[] frameOfSlot = new int[64];
    Arrays.fill(frameOfSlot, -1);
    int matched = 0;
    for (int frame = from; frame < to; frame++) {
      for (int unit = 0; unit < capOfKind[windows.kindOf(frame)]; unit++) {
        if (augment(windows, frame, frameOfSlot, new boolean[64])) {
          matched++;
        }
      }
    }
    return matched;
  }

  private static boolean augment(
      WorkWindows windows, int frame, int[] frameOfSlot, boolean[] seen) {
    for (int slot = (int) windows.opens(frame); slot + 1 <= windows.closes(frame); slot++) {
      if (seen[slot]) {
        continue;
      }
      seen[slot] = true;
      if (frameOfSlot[slot] < 0 || augment(windows, frameOfSlot[slot], frameOfSlot, seen)) {
        frameOfSlot[slot] = frame;
        return true;
      }
    }
    return false;
  }

  @Provide
  Arbitrary<Instance> instances() {
    return Instances.any();
  }

  @Provide
  Arbitrary<Instance> inOrder() {
    return Instances.inOrder();
  }

  @Provide
  Arbitrary<int[]> caps() {
    return Arbitraries.integers().between(0, 12).array(int[].class).ofSize(6);
  }
}
