package io.widthwise.bench.factorisation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what depthwise separable convolutions save in time. */
@Command(
    name = "factorisation",
    description = {
      "Times MobileNet V1 against the same network with full 3x3 convolutions, in turns, in ONNX"
          + " Runtime, and sets the ratio beside that of multiply-adds (the paper: 8 to 9 times less"
          + " computation).",
      "Weights are random. Times are of the processor, so that other work on the machine counts"
          + " little. Needs neither stack nor bundle."
    },
    footer = {"", "Example:", "  ./widthwise bench factorisation --width 1.0 --resolution 224"},
    mixinStandardHelpOptions = true)
public final class FactorisationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--width",
      paramLabel = "ALPHA",
      split = ",",
      defaultValue = "0.25,0.5,1.0",
      description = "Width multipliers (default: ${DEFAULT-VALUE}).")
  private List<Double> widths;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      split = ",",
      defaultValue = "128,224",
      description = "Sides of the square input, multiples of 32 (default: ${DEFAULT-VALUE}).")
  private List<Integer> resolutions;

  @Option(
      names = "--turns",
      defaultValue = "50",
      description = "Timed runs of each network (default: ${DEFAULT-VALUE}).")
  private int turns;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (turns < 1) {
      throw new ParameterException(
          spec.commandLine(), "--turns must be at least 1 but is " + turns);
    }
    PrintWriter err = spec.commandLine().getErr();
    FactorisationReport report;
    try {
      report =
          new FactorisationBenchmark(
                  turns,
                  name -> {
                    err.println("measuring " + name);
                    err.flush();
                  })
              .run(widths, resolutions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.print(report.table());
    }
    out.flush();
    return 0;
  }
}
