package io.widthwise.deploy.account;

import static io.widthwise.deploy.account.Results.labelled;
import static io.widthwise.deploy.account.Results.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.widthwise.schemas.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {
  private final OutcomeLedger ledger = new OutcomeLedger();

  @Test
  void countsAdmittedFramesWithoutAnOutcomeAsMissing() {
    ledger.admitted("a");
    ledger.admitted("b");
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 10));

    Accounts accounts = ledger.accounts();
    assertThat(accounts.admitted()).isEqualTo(2);
    assertThat(accounts.missing()).isEqualTo(1);
    assertThat(accounts.complete()).isFalse();
  }

  @Test
  void takesOutcomesThatItHearsOfBeforeTheFrame() {
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 10));
    assertThat(ledger.accounts().strangers()).isEqualTo(1);

    ledger.admitted("a");

    assertThat(ledger.accounts().strangers()).isZero();
    assertThat(ledger.accounts().admitted()).isEqualTo(1);
    assertThat(ledger.accounts().complete()).isTrue();
  }

  @Test
  void countsFramesAdmittedTwiceOnceAndOutcomesBeyondTheFirstAsRepeats() {
    ledger.admitted("a");
    ledger.admitted("a");
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 10));
    ledger.admitted("a");
    ledger.settled(labelled("a", Outcome.LATE, 200));

    Accounts accounts = ledger.accounts();
    assertThat(accounts.admitted()).isEqualTo(1);
    assertThat(accounts.repeats()).isEqualTo(1);
    assertThat(accounts.outcomes())
        .containsEntry(Outcome.CLASSIFIED, 1L)
        .containsEntry(Outcome.LATE, 0L);
    assertThat(accounts.latency().max()).isLessThan(20);
  }

  @Test
  void measuresLatencyOfLabelledFramesAlone() {
    for (int i = 1; i <= 100; i++) {
      ledger.settled(labelled("frame-" + i, Outcome.CLASSIFIED, i));
    }
    ledger.settled(unlabelled("shed", Outcome.SHED, "no time"));

    Accounts.Latency latency = ledger.accounts().latency();
    assertThat(latency.p50()).isEqualTo(50, offset(0.1));
    assertThat(latency.p90()).isEqualTo(90, offset(0.1));
    assertThat(latency.p99()).isEqualTo(99, offset(0.1));
    assertThat(latency.max()).isEqualTo(100, offset(0.1));
    assertThat(ledger.accounts().variants()).isEqualTo(Map.of("0.5@160/int8", 100L));
  }

  @Test
  void givesRecentLatencyOnce() {
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 10));
    assertThat(ledger.recentLatency().p50()).isEqualTo(10, offset(0.1));
    assertThat(ledger.recentLatency().p50()).isZero();
    assertThat(ledger.accounts().latency().p50()).isEqualTo(10, offset(0.1));
  }

  @Test
  void leavesFramesThatCannotBeReadOutOfTheHitRate() {
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 10));
    ledger.settled(labelled("b", Outcome.LATE, 110));
    ledger.settled(unlabelled("c", Outcome.SHED, "no time"));
    ledger.settled(labelled("d", Outcome.CLASSIFIED, 10));
    ledger.settled(unlabelled("e", Outcome.REJECTED, "no JPEG"));

    assertThat(ledger.accounts().deadlineHitRate()).isEqualTo(0.5);
  }

  @Test
  void tellsWhatAdmissionRefusedFromWhatTheJobDid() {
    ledger.quarantined(true);
    ledger.quarantined(false);
    assertThat(ledger.accounts().quarantined()).isEqualTo(2);
    assertThat(ledger.accounts().refused()).isEqualTo(1);
  }
}
