package io.widthwise.bench.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.swap.SwapReport.Fate;
import io.widthwise.bench.swap.SwapReport.Hits;
import io.widthwise.bench.swap.SwapReport.Swap;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapReportTest {
  private static final Instant START = Instant.parse("2026-05-05T10:00:00Z");

  @Test
  void framesAreNearALanesSwapOrTakenWhileItsReleaseIsLoadedOrElsewhere() {
    Swap swap = new Swap(START.plusSeconds(10), List.of(at(15), at(20)));
    List<Fate> fates =
        List.of(
            new Fate(at(9), true),
            new Fate(at(10), false),
            new Fate(at(13), true),
            new Fate(at(17), false),
            new Fate(at(18), true),
            new Fate(at(22), true),
            new Fate(at(23), true));

    SwapReport report = SwapReport.of(30, 100, fates, List.of(swap), 0);

    assertThat(report.near()).isEqualTo(new Hits(4, 3));
    assertThat(report.loading()).isEqualTo(new Hits(1, 0));
    assertThat(report.elsewhere()).isEqualTo(new Hits(2, 2));
    assertThat(report.nearOverElsewhere()).isEqualTo(0.75);
    assertThat(report.loadSeconds()).isEqualTo(10);
    assertThat(report.table()).contains("within 2 s of a swap", "75.000");
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
