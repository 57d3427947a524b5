package io.widthwise.models.mobilenet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what a MobileNet costs. */
@Command(
    name = "cost",
    description = {
      "Tell what a MobileNet V1 costs: multiply-adds and parameters by layer and by kind of layer,"
          + " and how many times as much the same network would cost with full convolutions.",
      "Several widths or resolutions give one line for each network instead."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise models cost --width 0.5 --resolution 160",
      "  widthwise models cost --width 1.0 --full-convolutions",
      "  widthwise models cost --width 0.25,0.5,0.75,1.0 --resolution 128,160,192,224"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ModelsCostCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--width",
      paramLabel = "ALPHA",
      split = ",",
      defaultValue = "1.0",
      description =
          "Width multiplier, more than 0 and at most 1; or several (default: ${DEFAULT-VALUE}).")
  private List<Double> widths;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      split = ",",
      defaultValue = "224",
      description =
          "Side of the square input, a multiple of 32; or several (default: ${DEFAULT-VALUE}).")
  private List<Integer> resolutions;

  @Option(
      names = "--classes",
      paramLabel = "COUNT",
      defaultValue = "1000",
      description = "Number of classes (default: ${DEFAULT-VALUE}).")
  private int classes;

  @ArgGroup private Variant variant = new Variant();

  @Option(names = "--json", description = "Print one JSON object a network, one a line.")
  private boolean json;

  /** At most one of these. */
  private static final class Variant {
    @Option(
        names = "--full-convolutions",
        description = "With 3x3 convolutions in place of depthwise and pointwise ones.")
    private boolean fullConvolutions;

    @Option(names = "--shallow", description = "Without the five blocks of 14x14x512.")
    private boolean shallow;

    Body body() {
      if (fullConvolutions) {
        return Body.FULL_CONVOLUTIONS;
      }
      return shallow ? Body.SHALLOW : Body.SEPARABLE;
    }
  }

  @Override
  public Integer call() throws JsonProcessingException {
    List<CostReport> reports = networks().stream().map(CostReport::of).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectMapper mapper = new ObjectMapper();
      for (CostReport report : reports) {
        out.println(mapper.writeValueAsString(report));
      }
    } else {
      out.println(reports.size() == 1 ? CostTable.of(reports.get(0)) : CostTable.of(reports));
    }
    out.flush();
    return 0;
  }

  private List<MobileNetV1> networks() {
    try {
      return widths.stream()
          .flatMap(
              width ->
                  resolutions.stream()
                      .map(
                          resolution ->
                              new MobileNetV1(width, resolution, classes, variant.body())))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
