package io.widthwise.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
  @Test
  void theJsonNamesEveryKindThatWasPlayed() throws Exception {
    ChaosReport report =
        ChaosReport.of(
            List.of(
                new RoundResult(FaultKind.KILL_BROKER, 1, 6.04),
                new RoundResult(FaultKind.KILL_BROKER, 0, 2),
                new RoundResult(FaultKind.UPGRADE_JOB, 0, 4)),
            new FrameBook.Totals(101, 100, 1, 7));
    assertThat(new ObjectMapper().writeValueAsString(report))
        .isEqualTo(
            "{\"rounds\":3,\"admitted\":100,\"lost\":1,\"repeats\":7,"
                + "\"recoverySeconds\":{\"p50\":4.0,\"max\":6.0},\"faults\":{"
                + "\"kill-broker\":{\"rounds\":2,\"lost\":1,"
                + "\"recoverySeconds\":{\"p50\":4.0,\"max\":6.0}},"
                + "\"upgrade-job\":{\"rounds\":1,\"lost\":0,"
                + "\"recoverySeconds\":{\"p50\":4.0,\"max\":4.0}}}}");
  }

  @Test
  void everyKindIsFoundByItsName() {
    for (FaultKind kind : FaultKind.values()) {
      assertThat(FaultKind.of(kind.text())).isEqualTo(kind);
    }
  }
}
