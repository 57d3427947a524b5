package io.widthwise.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.access.Role;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a fleet's results cost the browser that shows them. */
@Command(
    name = "console",
    description = {
      "Plays results of many cameras to the topic and measures, in a browser without a window, how"
          + " long the page's main thread works in each second and how much memory it holds after"
          + " garbage collection; by turns a minute at the top of the page and one at the fleet's"
          + " table.",
      "Fails if a second takes 50 ms of the main thread on average, or memory grows."
    },
    footer = {
      "",
      "A stack must be running, with no job on it, and Chromium be installed:",
      "  ./widthwise up",
      "  ./widthwise bench console --cameras 1000 --rate 5 --minutes 10",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Cameras (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Results of each camera a second (default: ${DEFAULT-VALUE}).")
  private double perSecond;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long to measure, after a minute's warm-up (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--chromium",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/chromium",
      description = "The browser (default: ${DEFAULT-VALUE}).")
  private Path chromium;

  @Option(
      names = "--thread-time",
      description =
          "Count the main thread's processor time, not the time that passes while it works: for a"
              + " machine that does other things, too.")
  private boolean threadTime;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (cameras < 1 || perSecond <= 0 || minutes < 2) {
      throw new IllegalArgumentException(
          "--cameras must be at least 1, --rate positive and --minutes at least 2");
    }
    StackState stack =
        StackState.read(workDirectory)
            .orElseThrow(() -> new StackException("no stack runs in " + workDirectory));
    URI address = address();
    PrintWriter err = spec.commandLine().getErr();
    Path profile = Files.createTempDirectory(Files.createDirectories(workDirectory), "browser-");
    try (ChromiumProcess browser = ChromiumProcess.start(chromium, profile);
        DevTools page = browser.open(address, threadTime ? "threadTicks" : "timeTicks");
        ResultReplay replay =
            new ResultReplay(
                stack.kafka(Role.OPERATOR),
                new TopicNames(stack.topicPrefix()),
                cameras,
                perSecond)) {
      PageCost.Report report =
          new PageCost(page, replay, err::println).measure(Duration.ofMinutes(minutes));
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          json
              ? new ObjectMapper().writeValueAsString(report) + System.lineSeparator()
              : report.table());
      out.flush();
      return report.passed() ? 0 : 1;
    }
  }

  private URI address() {
    Path file = workDirectory.resolve("console").resolve("address");
    try {
      return URI.create(Files.readString(file).strip());
    } catch (IOException e) {
      throw new StackException(
          "the stack in %s has no console; start it without --no-console".formatted(workDirectory),
          e);
    }
  }
}
