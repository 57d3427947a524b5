package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FleetCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void comparesHashRebalanceAndAdaptiveThroughALoss() throws Exception {
    Path json = folder.resolve("fleet.json");
    int status =
        execute(
            "--cameras",
            "60",
            "--lanes",
            "6",
            "--partitions",
            "3,12",
            "--seconds",
            "6",
            "--lose",
            "2",
            "--at",
            "2",
            "--back-after",
            "2",
            "--restart",
            "0.5",
            "--json",
            json.toString(),
            "--page",
            folder.resolve("page").toString());
    assertThat(status).isZero();
    assertThat(err.toString()).contains("rebalance, 12 partitions: ");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("cells")).hasSize(6);
    JsonNode cell = report.get("cells").get(1);
    assertThat(cell.get("partitioning").textValue()).isEqualTo("rebalance");
    assertThat(cell.get("partitions").intValue()).isEqualTo(3);
    assertThat(cell.get("hitRate").doubleValue()).isBetween(0.5, 1.0);
    assertThat(cell.get("shareOfBound").doubleValue()).isBetween(0.1, 1.0);
    assertThat(cell.get("recoveries")).hasSize(2);
    assertThat(cell.get("seconds")).hasSize(6);
    assertThat(out.toString())
        .contains("60 cameras")
        .contains("rebalance")
        .contains("interrupted at 2.0 s");
    assertThat(Files.readString(folder.resolve("page/index.html")))
        .contains("adaptive, 12 partitions")
        .contains("<polyline");
  }

  @Test
  void saysWhatIsPossibleWherePartitioningIsUnknown() {
    assertThat(execute("--cameras", "2", "--lanes", "1", "--partitioning", "random")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "no partitioning is called 'random'; possible are hash, rebalance, adaptive and all");
  }

  @Test
  void refusesToLoseEverything() {
    assertThat(execute("--cameras", "2", "--lanes", "1", "--lose", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("1 of 1 lanes are to be lost; at least one must be left");
  }

  private int execute(String... arguments) {
    return new CommandLine(new FleetCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
