package io.widthwise.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.Outcome;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void aFrameIsAccountedForByAResultOrAPlaceInQuarantine() {
    int labelled = send(Fault.NONE);
    int broken = send(Fault.NO_FRAME);
    int silent = send(Fault.NONE);

    ledger.answered(labelled, Outcome.CLASSIFIED, 1_500, 3_000, 4_000);
    ledger.quarantined(broken);

    assertThat(ledger.isComplete()).isFalse();
    Account account = new Account(ledger.entries(), ledger.notSentFrames(), ledger.repeats());
    assertThat(account.published()).isEqualTo(3);
    assertThat(account.unheard()).isEqualTo(1);
    assertThat(account.entries().get(labelled).latencyMicros()).isEqualTo(2_000);
    assertThat(account.entries().get(labelled).admissionMicros()).isEqualTo(500);
    assertThat(account.entries().get(silent).accounted()).isFalse();
  }

  @Test
  void aSecondResultIsARepeatAndChangesNothing() {
    int frame = send(Fault.NONE);
    ledger.answered(frame, Outcome.SHED, 1_000, 1_000, 1_000);

    ledger.answered(frame, Outcome.CLASSIFIED, 1_000, 1_000, 1_000);

    assertThat(ledger.repeats()).isEqualTo(1);
    assertThat(ledger.entries().get(frame).outcome()).contains(Outcome.SHED);
    assertThat(ledger.isComplete()).isTrue();
  }

  @Test
  void holdsMoreThanItFirstHasRoomFor() {
    for (int i = 0; i < 5_000; i++) {
      ledger.answered(send(Fault.NONE), Outcome.LATE, 1_000, 1_000 + i, 1_000);
    }

    assertThat(ledger.entries()).hasSize(5_000);
    assertThat(ledger.entries().get(4_999).latencyMicros()).isEqualTo(4_999);
  }

  @Test
  void whatWasNeverSentCannotBeAnswered() {
    assertThatThrownBy(() -> ledger.answered(7, Outcome.SHED, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frame 7");
  }

  private int send(Fault fault) {
    int index = ledger.sent("camera", 1_000, fault);
    ledger.acknowledged(index);
    return index;
  }
}
