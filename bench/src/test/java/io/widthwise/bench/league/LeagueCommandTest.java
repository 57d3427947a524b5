package io.widthwise.bench.league;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LeagueCommandTest {
  private static final String LADDER =
      """
      {"name": "two", "decodeMicros": 200, "rungs": [
        {"variant": "0.25@128/int8", "accuracy": 0.6, "inferenceMicros": 300},
        {"variant": "1.0@224/int8", "accuracy": 0.9, "inferenceMicros": 1800}]}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesAResultForEveryPolicyInEveryCell() throws Exception {
    assertThat(
            run(
                "--trace", trace(),
                "--load", "0.5,0.9",
                "--deadline", "50ms",
                "--ladder", file("ladder.json", LADDER),
                "--json", folder.resolve("out/league.json").toString()))
        .as(err.toString())
        .isZero();
    JsonNode cells =
        new ObjectMapper().readTree(folder.resolve("out/league.json").toFile()).get("cells");
    // Water-filling, three more, Clipper at its two ends and both rungs fixed, at two loads.
    assertThat(cells).hasSize(2 * 8);
    for (JsonNode cell : cells) {
      assertThat(cell.get("trace").asText()).isEqualTo("trace.csv");
      assertThat(cell.get("load").asDouble()).isIn(0.5, 0.9);
      assertThat(cell.get("deadlineMillis").asInt()).isEqualTo(50);
      assertThat(cell.get("ladder").asText()).isEqualTo("two");
      assertThat(cell.get("policy").asText()).isNotEmpty();
      assertThat(cell.get("frames").asInt()).isEqualTo(300);
      double hitRate = cell.get("hitRate").asDouble();
      double accuracy = cell.get("accuracy").asDouble();
      assertThat(hitRate).isBetween(0.1, 1.0);
      assertThat(accuracy).isBetween(0.6 * hitRate - 1e-9, 0.9 * hitRate + 1e-9);
      assertThat(cell.get("accuracyOnTime").asDouble()).isCloseTo(accuracy / hitRate, within(1e-9));
      assertThat(cell.get("shareOfBound").asDouble())
          .isCloseTo(accuracy / cell.get("boundAccuracy").asDouble(), within(1e-9))
          .isLessThan(1.01);
      assertThat(cell.get("hitRateOfBound").asDouble()).isBetween(0.1, 1.01);
      assertThat(cell.get("latencyMillis").get("p50").asDouble())
          .isPositive()
          .isLessThanOrEqualTo(cell.get("latencyMillis").get("p99").asDouble());
    }
    assertThat(out.toString()).contains("best").contains("trace.csv").contains("cells hold");
  }

  @Test
  void givesTheSameResultsWithAnyNumberOfThreads() throws Exception {
    String one = results("1");
    assertThat(results("4")).isEqualTo(one);
  }

  @Test
  void writesAPageThatNamesEveryPolicy() throws Exception {
    assertThat(
            run(
                "--trace", trace(),
                "--load", "0.5",
                "--deadline", "50ms",
                "--ladder", file("ladder.json", LADDER),
                "--page", folder.resolve("page").toString()))
        .isZero();
    assertThat(Files.readString(folder.resolve("page/index.html")))
        .contains("water-filling", "slackfit", "infaas", "model-switching", "clipper:0.25@128/int8")
        .contains("two-trace.csv.html");
    assertThat(folder.resolve("page/two-trace.csv-width.svg")).content().contains("missed");
    assertThat(folder.resolve("page/two-trace.csv.html")).content().contains("Fairness");
  }

  @Test
  void printsEachResultWhereWaterFillingDoesNotPlay() throws Exception {
    assertThat(
            run(
                "--trace", trace(),
                "--load", "0.5",
                "--deadline", "50ms",
                "--policy", "fixed",
                "--ladder", file("ladder.json", LADDER)))
        .isZero();
    assertThat(out.toString()).contains("fixed:0.25@128/int8", "fixed:1.0@224/int8");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws Exception {
    assertThat(run("--trace", "storm")).isEqualTo(2);
    assertThat(err.toString()).contains("neither a file nor a generator").contains("gamma:CV2");
    assertThat(run("--trace", "poisson", "--ladder", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("no ladder is called 'none'").contains("paper-fp32");
    assertThat(run("--trace", "poisson", "--policy", "guess")).isEqualTo(2);
    assertThat(err.toString()).contains("no policy is called 'guess'");
    assertThat(run("--trace", "poisson", "--load", "0")).isEqualTo(2);
    assertThat(run("--trace", "poisson", "--calm", "--stalls", "2")).isEqualTo(2);
  }

  private String results(String threads) throws Exception {
    Path json = folder.resolve("league-" + threads + ".json");
    assertThat(
            run(
                "--trace", "gamma:4",
                "--trace", "two-slo",
                "--frames", "400",
                "--load", "0.7,1.2",
                "--deadline", "30ms",
                "--ladder", "family-int8",
                "--threads", threads,
                "--json", json.toString()))
        .as(err.toString())
        .isZero();
    return Files.readString(json);
  }

  private String trace() throws Exception {
    StringBuilder text = new StringBuilder("arrival_ms\n");
    for (int i = 0; i < 300; i++) {
      text.append(i + i % 7 * 3).append('\n');
    }
    return file("trace.csv", text.toString());
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new LeagueCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
