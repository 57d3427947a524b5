package io.widthwise.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.recovery.Recovery.Bucket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  @Test
  void recoversWhereHalfASecondIsAtTheBound() {
    assertThat(recovery(100, 100, 100, 100, 100, 100, 100, 100).recoveredAfterMillis()).isZero();
    assertThat(recovery(50, 60, 99, 100, 100, 100, 100, 100).recoveredAfterMillis()).isEqualTo(200);
  }

  @Test
  void aLaterDipCounts() {
    assertThat(recovery(100, 100, 100, 80, 100, 100, 100, 100, 100).recoveredAfterMillis())
        .isEqualTo(400);
  }

  @Test
  void aDipAtTheEndIsNoRecovery() {
    Recovery recovery = recovery(100, 100, 100, 100, 100, 100, 80);
    assertThat(recovery.recoveredAfterMillis()).isEqualTo(-1);
    assertThat(recovery.table()).contains("do NOT get back");
  }

  private static Recovery recovery(int... hits) {
    List<Bucket> buckets = new ArrayList<>();
    for (int each : hits) {
      buckets.add(new Bucket(110, each, 100));
    }
    return new Recovery("a change", 0.5, buckets);
  }
}
