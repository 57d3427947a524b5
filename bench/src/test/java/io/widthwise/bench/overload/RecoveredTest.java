package io.widthwise.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.traffic.Entry;
import io.widthwise.bench.traffic.Fault;
import io.widthwise.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class RecoveredTest {
  private static final Phase CALM = new Phase("after", 0.5, 100, 10, 20);

  @Test
  void isWhenTheFirstHalfSecondHolds() {
    Recovered recovered = Recovered.of(CALM, entries(micros -> micros >= 11_300_000));

    assertThat(recovered.seconds()).hasValue(1.3);
    assertThat(recovered.hitRateAfter()).isEqualTo(1);
  }

  @Test
  void neverIfNoHalfSecondDoes() {
    Recovered recovered = Recovered.of(CALM, entries(micros -> micros / 10_000 % 10 != 0));

    assertThat(recovered.seconds()).isEmpty();
  }

  @Test
  void silenceShowsNothing() {
    assertThat(Recovered.of(CALM, List.of()).seconds()).isEmpty();
  }

  private static List<Entry> entries(LongPredicate hit) {
    List<Entry> entries = new ArrayList<>();
    for (long micros = 10_000_000; micros < 20_000_000; micros += 10_000) {
      Outcome outcome = hit.test(micros) ? Outcome.CLASSIFIED : Outcome.SHED;
      entries.add(
          new Entry("camera", micros, true, Fault.NONE, Optional.of(outcome), false, 0, 0, micros));
    }
    return entries;
  }
}
