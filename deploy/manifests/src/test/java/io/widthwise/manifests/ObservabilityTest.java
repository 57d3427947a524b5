package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards and alerts ask for metrics that there are, in queries that Prometheus understands. */
class ObservabilityTest {
  private static final Path RULES = Repository.path("deploy/observability/prometheus/alerts.yaml");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final MetricNames metrics = new MetricNames();

  static List<Path> dashboards() {
    try (Stream<Path> files = Files.list(Repository.path("deploy/observability/grafana"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboardsAskForDocumentedMetrics(Path file) throws Exception {
    JsonNode dashboard = JSON.readTree(file.toFile());

    assertThat(dashboard.path("uid").asText() + ".json").isEqualTo(file.getFileName().toString());
    assertThat(expressions(dashboard))
        .isNotEmpty()
        .allSatisfy(expression -> assertThat(metrics.unknownIn(expression)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveIdsOfTheirOwnAndTheSourceThatIsChosen(Path file) throws Exception {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
    }
  }

  @Test
  void alertsAskForDocumentedMetrics() {
    List<String> expressions = new ArrayList<>();
    for (JsonNode group : Manifests.documents(Repository.text(RULES)).get(0).path("groups")) {
      group.path("rules").forEach(rule -> expressions.add(rule.path("expr").asText()));
    }
    assertThat(expressions)
        .isNotEmpty()
        .allSatisfy(expression -> assertThat(metrics.unknownIn(expression)).isEmpty());
  }

  @Test
  void dashboardsUseRecordedSeriesThatRulesRecord() throws Exception {
    String rules = Repository.text(RULES);
    for (Path file : dashboards()) {
      for (String expression : expressions(JSON.readTree(file.toFile()))) {
        if (expression.startsWith("widthwise:")) {
          assertThat(rules).contains("record: " + expression.split(" ")[0]);
        }
      }
    }
  }

  @Test
  void prometheusUnderstandsTheQueriesOfDashboards(@TempDir Path folder) throws Exception {
    requirePromtool();
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
    for (Path file : dashboards()) {
      for (String expression : expressions(JSON.readTree(file.toFile()))) {
        String query = expression.replace("$__rate_interval", "5m");
        rules
            .append("      - record: widthwise:query:parsed\n        labels: {of: '")
            .append(rules.length())
            .append("'}\n        expr: ")
            .append(JSON.writeValueAsString(query))
            .append('\n');
      }
    }
    Path file = Files.writeString(folder.resolve("dashboards.yaml"), rules);

    promtool("check", "rules", file.toString());
  }

  @Test
  void alertsReactAsTheirTestsExpect() throws Exception {
    requirePromtool();
    promtool("check", "rules", RULES.toString());
    promtool("test", "rules", RULES.resolveSibling("alerts.test.yaml").toString());
    promtool("check", "config", RULES.resolveSibling("prometheus.yaml").toString());
  }

  private static List<String> expressions(JsonNode dashboard) {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
    }
    return expressions;
  }

  private static void requirePromtool() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not installed (Debian's package prometheus has it)");
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
