package io.widthwise.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.console.TestResults;
import io.widthwise.console.tally.CameraState;
import io.widthwise.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetQueryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long NOW_MILLIS = NOW.toEpochMilli();

  private static final List<CameraState> FLEET =
      IntStream.range(0, 1_000).mapToObj(FleetQueryTest::camera).toList();

  private static CameraState camera(int i) {
    Outcome outcome = i % 100 == 7 ? Outcome.SHED : Outcome.CLASSIFIED;
    return CameraState.first(
        TestResults.of(
            "camera-%03d".formatted(i),
            i,
            NOW,
            Duration.ofMillis(10 + i % 50),
            outcome,
            outcome == Outcome.SHED ? "no time" : null,
            0.5),
        i % 250 == 3 ? NOW_MILLIS - 60_000 : NOW_MILLIS);
  }

  private static FleetPage ask(String text, String state, String sort, boolean descending) {
    return new FleetQuery(text, state, sort, descending, 0, 20).of(FLEET, NOW_MILLIS);
  }

  @Test
  void givesThePartThatIsLookedAt() {
    FleetPage page = new FleetQuery("", "", "id", false, 990, 50).of(FLEET, NOW_MILLIS);
    assertThat(page.matching()).isEqualTo(1_000);
    assertThat(page.rows()).hasSize(10);
    assertThat(page.rows().get(0).id()).isEqualTo("camera-990");
  }

  @Test
  void findsCamerasByPartOfTheirIdOrLabel() {
    assertThat(ask("RA-12", "", "id", false).matching()).isEqualTo(10);
    assertThat(ask("pallet", "", "id", false).matching()).isEqualTo(990);
    assertThat(ask("nobody", "", "id", false).rows()).isEmpty();
  }

  @Test
  void findsCamerasByTheirState() {
    assertThat(ask("", "shed", "id", false).matching()).isEqualTo(10);
    assertThat(ask("", "silent", "id", false).rows())
        .extracting(CameraRow::id)
        .containsExactly("camera-003", "camera-253", "camera-503", "camera-753");
  }

  @Test
  void sortsAndKeepsTheOrderOfIdsAmongEquals() {
    List<CameraRow> slowest = ask("", "", "latency", true).rows();
    assertThat(slowest).extracting(CameraRow::latencyMillis).containsOnly(59.0);
    assertThat(slowest).extracting(CameraRow::id).isSorted();
  }

  @Test
  void saysWhatIsWrongWithAQuery() {
    assertThatThrownBy(() -> ask("", "", "colour", false)).hasMessageContaining("'colour'");
    assertThatThrownBy(() -> ask("", "broken", "id", false)).hasMessageContaining("'broken'");
    assertThatThrownBy(() -> new FleetQuery("", "", "id", false, 0, 201))
        .hasMessageContaining("201");
  }
}
