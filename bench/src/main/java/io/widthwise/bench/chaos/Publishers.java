package io.widthwise.bench.chaos;

import io.widthwise.bench.CommandLineRunner;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.ingest.source.SourceOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Cameras that send all the time, each a process of its own. */
final class Publishers implements AutoCloseable {
  /** What their ids begin with; those of a burst do not. */
  static final String CAMERA = "steady-";

  private static final int CAMERAS = 2;
  private static final int PICTURES = 24;
  private static final Duration BURST_LIMIT = Duration.ofSeconds(60);

  private final CommandLineRunner commands;
  private final Path workDirectory;
  private final double framesPerSecond;
  private final Duration budget;
  private final List<Process> processes = new ArrayList<>();
  private int bursts;
  private boolean closed;

  /**
   * @param framesPerSecond of all cameras together
   * @param budget that each frame asks for
   */
  Publishers(
      CommandLineRunner commands, Path workDirectory, double framesPerSecond, Duration budget) {
    this.commands = commands;
    this.workDirectory = workDirectory;
    this.framesPerSecond = framesPerSecond;
    this.budget = budget;
  }

  /** Draws the pictures and begins to send them. */
  void start() throws Exception {
    Path folder = Files.createDirectories(pictures());
    SourceOptions options = SourceOptions.DEFAULT.withPictures(PICTURES).withFps(1_000);
    try (FrameSource source = FrameSources.open("synthetic", options)) {
      source.awaitReady();
      for (int i = 0; i < PICTURES; i++) {
        SourceFrame frame = source.next().orElseThrow();
        write(folder.resolve("%03d.jpg".formatted(i)), frame.payload().duplicate());
      }
    }
    for (int i = 0; i < CAMERAS; i++) {
      processes.add(camera(i));
    }
  }

  private static void write(Path file, ByteBuffer bytes) throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private Path pictures() {
    return workDirectory.resolve("pictures");
  }

  private Process camera(int index) throws Exception {
    return commands.start(
        "publisher-" + index,
        "publish",
        "--work-dir",
        workDirectory.toString(),
        "--source",
        pictures().toString(),
        "--loop",
        "--camera",
        CAMERA + index,
        "--rate",
        Double.toString(framesPerSecond / CAMERAS),
        "--budget",
        budget.toMillis() + "ms");
  }

  /** Starts again what has ended; a publisher ends when it cannot deliver a frame for minutes. */
  synchronized void revive() throws Exception {
    if (closed) {
      return;
    }
    for (int i = 0; i < processes.size(); i++) {
      if (!processes.get(i).isAlive()) {
        processes.set(i, camera(i));
      }
    }
  }

  /** Kills one and starts it again; returns when it was killed. */
  synchronized Instant killOne(Random random) throws Exception {
    int index = random.nextInt(processes.size());
    Instant killed = Signals.kill(processes.get(index).toHandle());
    processes.set(index, camera(index));
    return killed;
  }

  /** Sends as fast as the broker takes it for so many seconds. */
  void burst(int seconds) throws Exception {
    commands.run(
        BURST_LIMIT,
        "publish",
        "--work-dir",
        workDirectory.toString(),
        "--source",
        pictures().toString(),
        "--loop",
        "--camera",
        "burst-" + bursts++,
        "--pace",
        "max",
        "--budget",
        budget.toMillis() + "ms",
        "--seconds",
        Integer.toString(seconds));
  }

  /** Asks them to end, for good, and waits until what they sent is acknowledged. */
  @Override
  public synchronized void close() {
    closed = true;
    processes.forEach(Process::destroy);
    processes.forEach(process -> process.onExit().join());
    processes.clear();
  }
}
