package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.models.cli.ModelsCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ModelsCostCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsLayersThenKindsThenTheComparison() {
    assertThat(run("--width", "0.5", "--resolution", "160")).isZero();

    assertThat(out.toString().lines())
        .startsWith("MobileNet V1 0.5@160, depthwise separable, 1000 classes")
        .contains(
            "conv_13_pointwise  pointwise          1x1      1  5x5x512       5x5x512           6,553,600     262,144",
            "pointwise             68,812,800  89.92 %     784,896  59.48 %",
            "together              76,524,800            1,319,648")
        .endsWith(
            "Same width and resolution, full convolutions: 622,592,000 multiply-adds (8.14 times),"
                + " 7,576,496 parameters (5.74 times).",
            "Parameters are weights alone; 1,326,120 with biases, batch normalisation folded.");
  }

  @Test
  void printsTheOtherBodies() {
    assertThat(run("--full-convolutions")).isZero();
    assertThat(run("--shallow")).isZero();

    assertThat(out.toString())
        .contains(
            "MobileNet V1 1.0@224, full convolutions, 1000 classes",
            "4,867,293,184",
            "Same width and resolution, depthwise separable: 568,740,352 multiply-adds (0.12 times)",
            "MobileNet V1 1.0@224, shallow, 1000 classes",
            "307,323,392");
  }

  @Test
  void printsOneJsonObjectANetwork() throws Exception {
    assertThat(run("--width", "0.25,1", "--classes", "20", "--json")).isZero();

    String[] lines = out.toString().split(System.lineSeparator(), -1);
    assertThat(lines).hasSize(3).endsWith("");
    JsonNode wide = new ObjectMapper().readTree(lines[1]);
    assertThat(wide.get("network").asText()).isEqualTo("1.0@224");
    assertThat(wide.get("body").asText()).isEqualTo("SEPARABLE");
    assertThat(wide.get("classes").asInt()).isEqualTo(20);
    assertThat(wide.get("multiplyAdds").asLong())
        .isEqualTo(CostModel.of(new MobileNetV1(1.0, 224, 20)).total().multiplyAdds());
    assertThat(wide.get("layers")).hasSize(30);
    assertThat(wide.at("/kinds/2/kind").asText()).isEqualTo("POINTWISE");
    assertThat(wide.at("/other/multiplyAddsFactor").asDouble()).isBetween(8.5, 8.6);
  }

  @Test
  void theDocumentedTableIsWhatTheCommandPrints() throws Exception {
    run("--width", "0.25,0.5,0.75,1.0", "--resolution", "96,128,160,192,224");

    assertThat(Files.readString(Path.of("../docs/mobilenet.md")))
        .contains(out.toString().lines().toList());
  }

  @Test
  void saysWhatIsWrongWithAResolution() {
    assertThat(run("--resolution", "150")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "a resolution must be a multiple of 32 from 32 to 16384, for example 160, but is 150");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAWidth() {
    assertThat(run("--width", "1.5")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("a width must be more than 0 and at most 1, for example 0.5, but is 1.5");
  }

  @Test
  void hasOnlyOneBodyAtATime() {
    assertThat(run("--shallow", "--full-convolutions")).isEqualTo(2);

    assertThat(err.toString()).contains("mutually exclusive");
  }

  @Test
  void isOneOfTheModelsCommands() {
    int status =
        new CommandLine(new ModelsCommand())
            .setOut(new PrintWriter(out))
            .execute("cost", "--width", "0.25");

    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("MobileNet V1 0.25@224");
  }

  private int run(String... arguments) {
    return new CommandLine(new ModelsCostCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
