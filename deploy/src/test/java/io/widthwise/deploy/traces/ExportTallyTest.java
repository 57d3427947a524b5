package io.widthwise.deploy.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportTallyTest {
  private final SetClock clock = new SetClock();
  private final List<String> said = new ArrayList<>();
  private final ExportTally tally = new ExportTally("http://collector:4318", clock, said::add);

  @Test
  void saysWhyAnEndpointTakesNoSpansOnceInTenSeconds() {
    tally.failed(5, "no connection");
    tally.failed(5, "no connection");
    clock.now = clock.now.plusSeconds(10);
    tally.failed(5, "no connection");

    assertThat(said).hasSize(2);
    assertThat(said.get(0))
        .startsWith("http://collector:4318 does not take spans: no connection;")
        .contains("--otlp")
        .endsWith("0 spans exported, 5 not taken, 0 dropped");
    assertThat(said.get(1)).endsWith("0 spans exported, 15 not taken, 0 dropped");
  }

  @Test
  void saysWhenItTakesSpansAgainAndThenWhenItDoesNot() {
    tally.failed(5, "no connection");
    tally.exported(3);
    tally.exported(3);
    tally.failed(5, "no connection");

    assertThat(said).hasSize(3);
    assertThat(said.get(1))
        .isEqualTo(
            "http://collector:4318 takes spans again; 3 spans exported, 5 not taken, 0 dropped");
  }

  @Test
  void saysThatSpansAreDroppedOnceInTenSeconds() {
    tally.dropped();
    tally.dropped();

    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("spans are dropped").contains("--sample");
    assertThat(tally.lost()).isEqualTo(2);
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
