package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private String trace;

  @BeforeEach
  void writeTrace() throws IOException {
    trace =
        Files.writeString(folder.resolve("trace.csv"), "arrival_ms\n0\n10\n20\n30\n").toString();
  }

  @Test
  void saysHowToStartAStackWhereNoneRuns() {
    assertThat(run("--trace", trace, "--work-dir", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no stack runs in").contains("'up' and 'submit'");
  }

  @Test
  void refusesOptionsThatMakeNoRun() {
    assertThat(run("--trace", trace, "--deadline", "50")).isEqualTo(2);
    assertThat(err.toString()).contains("'50' is no duration such as 50ms");
    assertThat(run("--trace", trace, "--lanes", "many")).isEqualTo(2);
    assertThat(err.toString()).contains("'many' is neither auto nor a number");
    assertThat(run("--trace", trace, "--load", "0")).isNotZero();
    assertThat(run("--trace", trace, "--policy", "luck")).isNotZero();
    assertThat(run("--trace", trace, "--frames", "1")).isNotZero();
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void countsTheLanesOfTheJob() throws IOException {
    String job =
        """
        {"jid": "1", "vertices": [
          {"name": "Source: frames", "parallelism": 4},
          {"name": "classify -> results: Writer", "parallelism": 2}]}
        """;
    assertThat(ServingJob.lanes(new ObjectMapper().readTree(job))).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new ReplayCommand()).setErr(new PrintWriter(err)).execute(arguments);
  }
}
