package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.bench.page.ReportJson;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.Trace.Arrival;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {
  @TempDir private Path folder;

  @Test
  void jsonHoldsWhatWasMeasuredBesideWhatWasPredicted() throws Exception {
    ReplayReport report = report();
    Path file = folder.resolve("new/report.json");
    ReportJson.write(report, file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/setting/deadlineMillis").asLong()).isEqualTo(50);
    assertThat(json.at("/measured/hitRate").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/measured/variants/1.0@224~1int8").asDouble()).isEqualTo(1);
    assertThat(json.at("/live/overAll").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/predictions")).hasSize(3);
    assertThat(json.at("/predictions/1/kind").asText()).isEqualTo("DELIVERED");
    assertThat(json.at("/predictions/1/figures/frames").asInt()).isEqualTo(100);
    assertThat(json.at("/predictions/1/bound/hitRate").asDouble()).isEqualTo(1);
    assertThat(json.at("/predictions/2/bound").isNull()).isTrue();
    assertThat(json.at("/shareOfPrediction/hitRate").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/breakdown/missedBy/SERVICE").asInt()).isEqualTo(10);
    assertThat(json.at("/breakdown/all")).hasSize(Stage.values().length);
    assertThat(json.at("/host/otherCores").asDouble()).isEqualTo(0.25);
    assertThat(json.has("fates")).isFalse();
  }

  @Test
  void pageShowsPlotsOfMeasuredAgainstSimulated() throws Exception {
    ReplayPage.write(report(), folder.resolve("page"));
    String page = Files.readString(folder.resolve("page").resolve(ReplayPage.PAGE));
    assertThat(page)
        .contains("Deadline hits", "measured", "simulated, frames as delivered", "Mind: so so")
        .doesNotContain("NaN", "Infinity");
    for (String plot : List.of("hits", "accuracy", "latency-p50", "latency-p99", "rate")) {
      assertThat(folder.resolve("page").resolve(plot + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void textNamesTheStageOfTheMisses() {
    assertThat(ReplayText.of(report()))
        .contains("90.00 % of 100 frames in time")
        .contains("simulated: frames as delivered")
        .contains("service (started to finished)")
        .contains("Mind: so so");
  }

  @Test
  void remarksOnWhatPutsTheComparisonInDoubt() {
    List<Replayed> run =
        List.of(
            Replays.labelled(
                Replays.due(0, 0), "0.75@192/int8", 9_000, 1_000, 1_000, 0, 2_000, 500),
            Replays.lost(Replays.due(1, 1_000)));
    ServedBundle other = new ServedBundle("other", "r2", Set.of("cup"), Map.of());
    assertThat(String.join("\n", Remarks.of(run, other, Replays.LADDER)))
        .contains("of 1 frames nothing was heard")
        .contains("serves release r1 but was compared with r2")
        .contains("0.75@192/int8")
        .contains("late by 9.0 ms")
        .contains("no class");
    List<Replayed> sound =
        List.of(Replays.labelled(Replays.due(0, 0), Replays.WIDE, 0, 900, 900, 0, 2_000, 500));
    assertThat(Remarks.of(sound, Replays.BUNDLE, Replays.LADDER)).isEmpty();
  }

  private static ReplayReport report() {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      arrivals.add(new Arrival(10.0 * i, "camera-0", 0, 0));
    }
    Trace trace = new Trace("made up", arrivals);
    Scenario planned =
        Scenario.draw(trace, 0.1, Duration.ofMillis(50), Replays.LADDER, 1, Disturbances.NONE, 1);
    List<Replayed> replayed =
        Due.of(planned).stream()
            .map(
                due ->
                    Replays.labelled(
                        due,
                        Replays.WIDE,
                        50,
                        1_000,
                        1_000,
                        100,
                        due.index() % 10 == 0 ? 70_000 : 1_800,
                        600))
            .toList();
    Predictor predictor =
        new Predictor(
            planned,
            replayed,
            Optional.empty(),
            () -> new WaterFillingPolicy(Duration.ofMillis(3)),
            new Simulator(64));
    List<Fate> fates = Fate.measured(replayed, Replays.BUNDLE);
    return new ReplayReport(
        new ReplayReport.Setting("made up", 0.1, 50, "water-filling", 1, 142, 1),
        Replays.LADDER,
        Figures.of(fates),
        LiveAccuracy.of(replayed, Replays.BUNDLE),
        predictor.all(),
        predictor.pace(),
        Breakdown.of(replayed),
        new Percentiles(0.05, 0.05, 0.05, 0.05),
        new HostUse(1, 2, Map.of("broker", 0.5), OptionalDouble.of(0.25)),
        new GarbageCollection(3, 40),
        List.of("so so"),
        fates);
  }
}
