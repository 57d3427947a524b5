package io.widthwise.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.bench.traffic.Entry;
import io.widthwise.bench.traffic.Fault;
import io.widthwise.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairnessTest {
  @Test
  void theSmallGetWhatTheyWantAndTheRestShareEqually() {
    assertThat(Fairness.maxMin(new double[] {10, 100, 50}, 70)).containsExactly(10, 30, 30);
    assertThat(Fairness.maxMin(new double[] {10, 20}, 30)).containsExactly(10, 20);
    assertThat(Fairness.maxMin(new double[] {10, 20}, 0)).containsExactly(0, 0);
  }

  @Test
  void aMaxMinDivisionIsPerfectlyFair() {
    List<Entry> entries = new ArrayList<>();
    entries.addAll(frames("small", 10, 0));
    entries.addAll(frames("large", 30, 70));

    Fairness fairness = Fairness.of(entries);

    assertThat(fairness.jainIndex()).isCloseTo(1, within(1e-9));
    assertThat(fairness.smallestShare()).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneCameraThatGetsAllIsNot() {
    List<Entry> entries = new ArrayList<>();
    entries.addAll(frames("greedy", 20, 80));
    entries.addAll(frames("starved", 0, 50));

    Fairness fairness = Fairness.of(entries);

    assertThat(fairness.jainIndex()).isCloseTo(0.5, within(1e-9));
    assertThat(fairness.smallestShare()).isZero();
  }

  private static List<Entry> frames(String camera, int hits, int shed) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < hits + shed; i++) {
      Outcome outcome = i < hits ? Outcome.CLASSIFIED : Outcome.SHED;
      entries.add(new Entry(camera, i, true, Fault.NONE, Optional.of(outcome), false, 0, 1_000, i));
    }
    return entries;
  }
}
