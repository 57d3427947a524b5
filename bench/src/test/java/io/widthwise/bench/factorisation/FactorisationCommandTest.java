package io.widthwise.bench.factorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FactorisationCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void setsTimesBesideTheCountsOfThePaper() throws Exception {
    assertThat(run("--width", "0.25", "--resolution", "32,64", "--turns", "2", "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    JsonNode layer = report.get("layer");
    assertThat(layer.get("fullMultiplyAdds").asLong()).isEqualTo(1_207_959_552L);
    assertThat(layer.get("separableMultiplyAdds").asLong()).isEqualTo(143_654_912L);
    assertThat(layer.get("multiplyAddRatio").asDouble()).isCloseTo(8.41, within(0.01));
    assertThat(report.get("networks")).hasSize(2);
    for (JsonNode network : report.get("networks")) {
      assertThat(network.get("fullMillis").asDouble()).isPositive();
      assertThat(network.get("separableMillis").asDouble()).isPositive();
    }
  }

  @Test
  void refusesWhatIsNoMobileNet() {
    assertThat(run("--width", "1.5")).isEqualTo(2);
    assertThat(err.toString()).contains("a width must be more than 0 and at most 1");
    assertThat(run("--turns", "0")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new FactorisationCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
