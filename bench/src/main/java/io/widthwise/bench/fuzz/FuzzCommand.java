package io.widthwise.bench.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Feeds damaged inputs to everything that reads bytes of strangers. */
@Command(
    name = "fuzz",
    description = {
      "Feeds damaged inputs to the readers of pictures, messages, recordings and models, each in a"
          + " process of its own.",
      "Fails if one crashes, hangs, takes over a second of processor time, allocates without bound"
          + " or throws what it should not.",
      "With --pipeline, damaged frames go through the running stack instead, beside healthy"
          + " cameras."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class FuzzCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Damaged inputs for each target (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed makes the same inputs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description =
          "What to feed: jpeg, png, mcap, avro, tflite, ladder, envelope; several with commas"
              + " (default: all).")
  private List<String> targets = FuzzTargets.NAMES;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "fuzz-findings",
      description = "Where inputs that do harm are kept (default: ${DEFAULT-VALUE}).")
  private Path findings;

  @Option(
      names = "--pipeline",
      description = "Send the frames through the stack that runs in the work directory.")
  private boolean pipeline;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "200",
      description = "With --pipeline: damaged frames a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the report as JSON.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    if (frames < 1 || rate < 1) {
      throw new IllegalArgumentException("--frames and --rate must be at least 1");
    }
    return pipeline ? fuzzPipeline() : fuzzReaders();
  }

  private int fuzzReaders() throws Exception {
    for (String target : targets) {
      if (!FuzzTargets.NAMES.contains(target)) {
        throw new IllegalArgumentException(
            "there is no target '%s'; there are %s"
                .formatted(target, String.join(", ", FuzzTargets.NAMES)));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    List<TargetReport> reports = new ArrayList<>();
    for (String target : targets) {
      TargetReport report = new FuzzCampaign(target, seed, frames, findings).run();
      reports.add(report);
      print(report, out);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("seed", seed);
    report.put("targets", reports);
    write(report);
    return reports.stream().allMatch(TargetReport::isSound) ? 0 : 1;
  }

  private int fuzzPipeline() throws Exception {
    PipelineReport report = new PipelineFuzz(workDirectory, frames, rate, seed).run();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d frames sent, %d admitted, %d refused by admission, %d unaccounted for%n",
        report.sent(), report.admitted(), report.refused(), report.unaccounted());
    out.printf(
        "admitted frames: %s; %d without an outcome; %d rejected ones not in quarantine%n",
        report.outcomes(), report.withoutOutcome(), report.rejectedNotInQuarantine());
    out.printf(
        Locale.ROOT,
        "healthy cameras: %d frames, %.2f %% labelled by their deadline; %s%n",
        report.healthySent(),
        100 * report.healthyOnTime(),
        report.healthyOutcomes());
    out.flush();
    write(report);
    return report.isSound() ? 0 : 1;
  }

  private static void print(TargetReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-9s %d of %d accounted for in %.0f s: %s%n          worst case %.0f ms and %.1f MB of"
            + " heap; process at most %d MB%n",
        report.target(),
        report.accounted(),
        report.cases(),
        report.seconds(),
        report.outcomes(),
        report.maxMillis(),
        report.maxAllocatedBytes() / 1e6,
        report.peakResidentMegabytes());
    for (TargetReport.Finding finding : report.findings()) {
      out.printf(
          "          case %d: %s, %s%n", finding.index(), finding.verdict(), finding.input());
    }
    out.flush();
  }

  private void write(Object report) throws Exception {
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), report);
    }
  }
}
