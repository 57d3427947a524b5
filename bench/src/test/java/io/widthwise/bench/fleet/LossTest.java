package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.bench.fleet.Loss.Failover;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final long FOR_EVER = Long.MAX_VALUE;

  @Test
  void restartsTheJobWithFewerLanesAndAgainWhenTheyAreBack() {
    Loss loss = new Loss(2, 100, 50, 10, Failover.JOB);
    assertThat(loss.phases(8, Routing.REBALANCE))
        .containsExactly(
            new Phase(0, 100, 8, 8, true),
            new Phase(100, 110, 8, 0, true),
            new Phase(110, 150, 6, 6, true),
            new Phase(150, 160, 8, 0, true),
            new Phase(160, FOR_EVER, 8, 8, true));
    assertThat(loss.interruptionsMicros()).containsExactly(100L, 150L);
  }

  @Test
  void restartsOnceIfSlotsAreBackBeforeTheJobIs() {
    Loss loss = new Loss(2, 100, 5, 10, Failover.JOB);
    assertThat(loss.phases(8, Routing.HASH))
        .containsExactly(
            new Phase(0, 100, 8, 8, true),
            new Phase(100, 110, 8, 0, true),
            new Phase(110, FOR_EVER, 8, 8, true));
    assertThat(loss.interruptionsMicros()).containsExactly(100L);
  }

  @Test
  void lanesThatNothingConnectsGoOnWithoutTheLost() {
    assertThat(new Loss(2, 100, 50, 10, Failover.REGION).phases(8, Routing.HASH))
        .containsExactly(
            new Phase(0, 100, 8, 8, true),
            new Phase(100, 150, 8, 6, false),
            new Phase(150, FOR_EVER, 8, 8, false));
  }

  @Test
  void aConnectedJobWaitsForTheSlots() {
    assertThat(new Loss(2, 100, 50, 10, Failover.REGION).phases(8, Routing.REBALANCE))
        .containsExactly(
            new Phase(0, 100, 8, 8, true),
            new Phase(100, 150, 8, 0, false),
            new Phase(150, FOR_EVER, 8, 8, true));
  }

  @Test
  void leavesALane() {
    Loss loss = new Loss(8, 100, 50, 10, Failover.JOB);
    assertThatThrownBy(() -> loss.phases(8, Routing.HASH))
        .hasMessage("8 of 8 lanes are to be lost; at least one must be left");
  }
}
