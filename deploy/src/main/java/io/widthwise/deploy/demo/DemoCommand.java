package io.widthwise.deploy.demo;

import io.widthwise.deploy.DefaultBundle;
import io.widthwise.deploy.Folders;
import io.widthwise.deploy.Installation;
import io.widthwise.deploy.JobOptions;
import io.widthwise.deploy.PublishOptions;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.account.ModelCard;
import io.widthwise.deploy.connect.WorkDirectory;
import io.widthwise.deploy.lifecycle.StackOptions;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, publishes a source, counts outcomes, stops everything. */
@Command(
    name = "demo",
    description = {
      "Run the whole pipeline on this machine and count every frame's outcome.",
      "Starts everything, publishes a source over and over, prints a line a second, and stops everything at Ctrl-C or after --seconds.",
      "Fails unless every admitted frame had exactly one outcome."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise demo",
      "  widthwise demo --source clip.mp4 --seconds 30 --json",
      "  widthwise demo --cameras 4 --rate 60 --budget 50ms"
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PublishOptions publishOptions;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Publish for so many seconds (default: until Ctrl-C).")
  private Integer seconds;

  @Option(
      names = "--json",
      description =
          "Print the summary as one JSON object on standard output and nothing else there.")
  private boolean json;

  @Mixin private JobOptions jobOptions;
  @Mixin private StackOptions stackOptions;
  @Mixin private WorkDirectory workDirectory;

  @Override
  public Integer call() throws Exception {
    if (seconds != null && seconds < 1) {
      throw new IllegalArgumentException("--seconds must be at least 1, not " + seconds);
    }
    requireSlots();
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.current();
    try (StopSignal stop = StopSignal.install()) {
      publishOptions.requireSource();
      Path bundle =
          new DefaultBundle(installation).orEmbedded(Optional.ofNullable(jobOptions.models()));
      Demo demo =
          new Demo(
              installation,
              stackOptions,
              jobOptions,
              publishOptions,
              seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds),
              ModelCard.of(LadderBundle.open(bundle)),
              stop,
              err);
      return run(demo, bundle, stop, err);
    }
  }

  private int run(Demo demo, Path bundle, StopSignal stop, PrintWriter err) throws Exception {
    Path parent = Files.createDirectories(workDirectory.path());
    Path directory = Files.createTempDirectory(parent, "demo-");
    Exception failure = null;
    try {
      demo.run(directory, bundle);
    } catch (Exception e) {
      Thread.interrupted(); // a stop during the start; what follows must not trip over it
      failure = e;
    }
    Summary summary = demo.summary();
    if (summary.published() > 0 || stop.isRequested()) {
      print(summary);
    }
    if (failure == null && summary.breach().isEmpty()) {
      discard(parent, directory);
      return 0;
    }
    if (stop.isRequested() && summary.published() == 0) {
      discard(parent, directory);
      throw new StackException("stopped before any frame was published");
    }
    Folders.deleteIfEmpty(directory);
    if (Files.exists(directory)) {
      err.printf("the logs of this run are kept in %s%n", directory);
    } else {
      Folders.deleteIfEmpty(parent);
    }
    if (failure != null) {
      throw failure;
    }
    throw new StackException(summary.breach().orElseThrow());
  }

  private void print(Summary summary) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(summary.json());
    } else {
      out.print(summary.table());
    }
    out.flush();
  }

  private static void discard(Path parent, Path directory) throws IOException {
    Folders.delete(directory);
    Folders.deleteIfEmpty(parent);
  }

  private void requireSlots() {
    int lanes = jobOptions.lanesOnThisMachine();
    if (lanes > stackOptions.totalSlots()) {
      throw new IllegalArgumentException(
          "--parallelism %d needs as many task slots, but there are %d; raise --slots"
              .formatted(lanes, stackOptions.totalSlots()));
    }
  }
}
