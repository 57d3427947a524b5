package io.widthwise.bench.chaos;

import java.io.IOException;
import java.time.Instant;

/** Signals that a process cannot catch. */
final class Signals {
  private Signals() {}

  /** Kills; returns when. */
  static Instant kill(ProcessHandle process) {
    Instant now = Instant.now();
    process.destroyForcibly();
    process.onExit().join();
    return now;
  }

  static void stop(ProcessHandle process) throws IOException, InterruptedException {
    Shell.run("kill", "-STOP", Long.toString(process.pid()));
  }

  static void goOn(ProcessHandle process) throws IOException, InterruptedException {
    if (process.isAlive()) {
      Shell.run("kill", "-CONT", Long.toString(process.pid()));
    }
  }
}
