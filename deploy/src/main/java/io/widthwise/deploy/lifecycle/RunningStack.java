package io.widthwise.deploy.lifecycle;

import io.widthwise.stack.StackState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds and stops what {@code stack.json} names. */
final class RunningStack {
  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(15);

  private RunningStack() {}

  /** The stack of {@code directory}, if its owner still runs. */
  static Optional<StackState> find(Path directory) {
    return StackState.read(directory)
        .filter(state -> !state.processes().isEmpty())
        .filter(state -> state.processes().get(0).find().isPresent());
  }

  /** Asks the owner to stop everything, then ends whatever of it is left; returns how many. */
  static int stop(StackState state) throws InterruptedException {
    List<StackState.Entry> entries = new ArrayList<>(state.processes());
    int stopped = (int) entries.stream().filter(entry -> entry.find().isPresent()).count();
    if (!entries.isEmpty()) {
      end(entries.remove(0), GRACE);
    }
    Collections.reverse(entries);
    for (StackState.Entry orphan : entries) {
      end(orphan, ORPHAN_GRACE);
    }
    return stopped;
  }

  private static void end(StackState.Entry entry, Duration grace) throws InterruptedException {
    Optional<ProcessHandle> process = entry.find();
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.get().destroyForcibly();
    }
  }
}
