package io.widthwise.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FuzzCommandTest {
  private static final int CASES = 300;

  @TempDir Path directory;

  @Test
  void aShortRunOverEveryTargetAccountsForEveryCaseAndFindsNothing() throws Exception {
    Path json = directory.resolve("fuzz.json");
    int exit =
        new CommandLine(new FuzzCommand())
            .execute(
                "--frames",
                Integer.toString(CASES),
                "--seed",
                "7",
                "--findings",
                directory.resolve("findings").toString(),
                "--json",
                json.toString());

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(exit).as(report.toPrettyString()).isZero();
    assertThat(report.path("targets")).hasSize(FuzzTargets.NAMES.size());
    for (JsonNode target : report.path("targets")) {
      assertThat(target.path("accounted").asInt()).isEqualTo(CASES);
      assertThat(target.path("outcomes").path("ACCEPTED").asInt())
          .as("cases of %s that got past the checks", target.path("target").asText())
          .isPositive();
    }
  }

  @Test
  void theSameSeedMakesTheSameCases() throws Exception {
    try (FuzzTarget png = FuzzTargets.open("png", directory)) {
      for (int i = 0; i < 50; i++) {
        assertThat(new Mutator(png, 3).make(i)).isEqualTo(new Mutator(png, 3).make(i));
      }
      assertThat(new Mutator(png, 3).make(1)).isNotEqualTo(new Mutator(png, 4).make(1));
    }
  }
}
