package io.widthwise.deploy.demo;

import static io.widthwise.deploy.account.Results.labelled;
import static io.widthwise.deploy.account.Results.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.deploy.account.ModelCard;
import io.widthwise.deploy.account.OutcomeLedger;
import io.widthwise.schemas.Outcome;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final OutcomeLedger ledger = new OutcomeLedger();

  @Test
  void printsTheObjectThatScriptsRelyOn() throws Exception {
    ledger.admitted("a");
    ledger.admitted("b");
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 8));
    ledger.settled(unlabelled("b", Outcome.SHED, "no time"));
    ledger.quarantined(true);

    String json = new Summary(3, ledger.accounts(), 1.5, 0).json().toString();

    assertThat(new ObjectMapper().readTree(json))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"published": 3, "admitted": 2, "quarantined": 1,
                     "outcomes": {"CLASSIFIED": 1, "LATE": 0, "SHED": 1, "REJECTED": 0},
                     "missing": 0, "repeats": 0, "deadlineHitRate": 0.5,
                     "latencyMillis": {"p50": 8.003, "p90": 8.003, "p99": 8.003, "max": 8.003},
                     "variants": {"0.5@160/int8": 1}, "seconds": 1.5}
                    """));
  }

  @Test
  void putsLiveAccuracyBesideTheBundlesOwn() throws Exception {
    OutcomeLedger knowing =
        new OutcomeLedger(
            new ModelCard(Set.of("cone", "barrel"), Map.of("mobilenet-v1 0.5@160/int8", 0.9)));
    knowing.settled(labelled("a", Outcome.CLASSIFIED, "cone", "cone"));
    knowing.settled(labelled("b", Outcome.CLASSIFIED, "cone", "barrel"));
    knowing.settled(labelled("c", Outcome.LATE, "barrel", "barrel"));
    knowing.settled(labelled("d", Outcome.LATE, "barrel", "barrel"));
    Summary summary = new Summary(4, knowing.accounts(), 1, 0);

    assertThat(new ObjectMapper().readTree(summary.json().toString()).get("accuracy"))
        .isEqualTo(
            new ObjectMapper().readTree("{\"frames\": 4, \"top1\": 0.75, \"expected\": 0.9}"));
    assertThat(summary.table())
        .contains("labelled right", "75.00 % of 4 frames", "in this mix: 90.00 %");
    assertThat(StatusLine.of(1, 4, knowing.accounts(), knowing.recentLatency()))
        .contains("  right 75.0 %  ");
  }

  @Test
  void saysNothingOfAccuracyWhereNoTruthIsKnown() {
    ledger.settled(labelled("a", Outcome.CLASSIFIED, "cone", "cone"));
    Summary summary = new Summary(1, ledger.accounts(), 1, 0);
    assertThat(summary.json().has("accuracy")).isFalse();
    assertThat(summary.table()).doesNotContain("right");
    assertThat(StatusLine.of(1, 1, ledger.accounts(), ledger.recentLatency()))
        .doesNotContain("right");
  }

  @Test
  void holdsThePromiseWhenEachAdmittedFrameHasOneOutcome() {
    ledger.admitted("a");
    ledger.settled(labelled("a", Outcome.LATE, 150));
    assertThat(summary(0).breach()).isEmpty();
  }

  @Test
  void breaksItWhenAnOutcomeIsMissing() {
    ledger.admitted("a");
    assertThat(summary(0).breach()).hasValueSatisfying(t -> assertThat(t).contains("no outcome"));
  }

  @Test
  void breaksItWhenAPublishedFrameVanished() {
    ledger.quarantined(true);
    ledger.quarantined(false);
    assertThat(new Summary(1, ledger.accounts(), 1, 0).breach()).isEmpty();
    assertThat(new Summary(2, ledger.accounts(), 1, 0).breach())
        .hasValueSatisfying(t -> assertThat(t).contains("neither admitted nor"));
  }

  @Test
  void breaksItWhenAFrameThatWasNotAdmittedHasAnOutcome() {
    ledger.admitted("b");
    ledger.settled(labelled("b", Outcome.CLASSIFIED, 8));
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 8));
    assertThat(summary(0).breach()).hasValueSatisfying(t -> assertThat(t).contains("not admitted"));
  }

  @Test
  void allowsRepeatsOnlyAfterARestart() {
    ledger.admitted("a");
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 8));
    ledger.settled(labelled("a", Outcome.CLASSIFIED, 8));
    assertThat(summary(0).breach()).hasValueSatisfying(t -> assertThat(t).contains("repeated"));
    assertThat(summary(1).breach()).isEmpty();
  }

  @Test
  void promisesNothingWhenNothingWasPublished() {
    assertThat(new Summary(0, ledger.accounts(), 1, 0).breach()).isPresent();
  }

  private Summary summary(int restarts) {
    return new Summary(1, ledger.accounts(), 1, restarts);
  }
}
