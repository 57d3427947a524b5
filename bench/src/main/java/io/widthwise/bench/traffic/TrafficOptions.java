package io.widthwise.bench.traffic;

import io.widthwise.access.Role;
import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.replay.Pictures;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of the benchmarks that have cameras send to a running stack. */
public final class TrafficOptions {
  @Option(
      names = "--frames",
      paramLabel = "KIND",
      description =
          "What cameras send: jpeg (640x480, 43 KB), small (160x120 JPEG) or dense (1280x720 PNG of"
              + " plain shapes, which takes long to decode and little to move) (default:"
              + " ${DEFAULT-VALUE}).")
  private FrameKind kind = FrameKind.SMALL;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = DurationConverter.class,
      description = "Time from capture to deadline (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Decides what pictures show and how cameras interleave (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the report as JSON.")
  private Path json;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Write the report as a page with plots.")
  private Path page;

  public FrameKind kind() {
    return kind;
  }

  public int budgetMillis() {
    return Math.toIntExact(deadline.toMillis());
  }

  public long seed() {
    return seed;
  }

  public Path workDirectory() {
    return workDirectory;
  }

  /** Where to write the report as JSON, or null. */
  public Path json() {
    return json;
  }

  /** Where to write the report as a page, or null. */
  public Path page() {
    return page;
  }

  /**
   * The running stack.
   *
   * @throws StackException if none runs
   */
  public StackState stack() {
    return StackState.read(workDirectory)
        .orElseThrow(
            () ->
                new StackException(
                    "no stack runs in %s; start one with 'up' and 'submit'"
                        .formatted(workDirectory)));
  }

  /** Draws the pictures that cameras send. */
  public Pictures pictures(Consumer<String> progress) throws Exception {
    return kind.draw(seed, progress);
  }

  /** Cameras that send those pictures to the running stack. */
  public TrafficRun traffic(Pictures pictures) {
    StackState stack = stack();
    return new TrafficRun(
        stack.kafka(Role.OPERATOR),
        new TopicNames(stack.topicPrefix()),
        pictures,
        budgetMillis(),
        seed);
  }
}
