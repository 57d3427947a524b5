package io.widthwise.bench.footprint;

import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Reads the footprint of every process of a stack again and again, in a thread of its own. A
 * process that was started again goes on under its name with another process id.
 */
public final class FootprintRecorder implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Path workDirectory;
  private final Duration interval;
  private final int collectEvery;
  private final long startNanos = System.nanoTime();
  private final Map<Long, JvmProbe> probes = new HashMap<>();
  private final Map<String, List<Footprint>> recorded = new LinkedHashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(threads());
  private int turn;

  /**
   * Begins to record.
   *
   * @param workDirectory of the running stack
   * @param interval from one reading to the next
   * @param collectEvery garbage is collected before each so manieth reading; 0 for never
   */
  public static FootprintRecorder start(Path workDirectory, Duration interval, int collectEvery) {
    FootprintRecorder recorder = new FootprintRecorder(workDirectory, interval, collectEvery);
    recorder.begin();
    return recorder;
  }

  private FootprintRecorder(Path workDirectory, Duration interval, int collectEvery) {
    this.workDirectory = workDirectory;
    this.interval = interval;
    this.collectEvery = collectEvery;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Whatever goes wrong in a turn is a gap, and told.
  private void begin() {
    timer.scheduleAtFixedRate(this::turn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn() {
    read(collectEvery > 0 && turn++ % collectEvery == 0);
  }

  /** Reads every process once more, after a collection of its garbage, and waits for that. */
  public void readCollected() throws InterruptedException {
    try {
      timer.submit(() -> read(true)).get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("could not read the processes' memory", e.getCause());
    }
  }

  private void read(boolean collect) {
    StackState stack = StackState.read(workDirectory).orElse(null);
    if (stack == null) {
      gap("the stack's state");
      return;
    }
    for (StackState.Entry process : stack.processes()) {
      try {
        Footprint footprint = probe(process.pid()).read(seconds(), collect);
        synchronized (this) {
          recorded.computeIfAbsent(process.name(), name -> new ArrayList<>()).add(footprint);
        }
      } catch (IOException | RuntimeException e) {
        probes.remove(process.pid());
        gap("%s (process %d): %s".formatted(process.name(), process.pid(), e.getMessage()));
      }
    }
  }

  private JvmProbe probe(long pid) throws IOException {
    JvmProbe known = probes.get(pid);
    if (known == null) {
      known = JvmProbe.attach(pid);
      probes.put(pid, known);
    }
    return known;
  }

  private synchronized void gap(String what) {
    gaps.add("at %.0f s nothing could be read of %s".formatted(seconds(), what));
  }

  /** Seconds since the recording began. */
  public double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** What was recorded until now, by the process's name, each in the order of time. */
  public synchronized Map<String, List<Footprint>> recorded() {
    Map<String, List<Footprint>> copy = new LinkedHashMap<>();
    recorded.forEach((name, footprints) -> copy.put(name, List.copyOf(footprints)));
    return copy;
  }

  /** Readings that failed, as sentences. */
  public synchronized List<String> gaps() {
    return List.copyOf(gaps);
  }

  private static ThreadFactory threads() {
    return task -> {
      Thread thread = new Thread(task, "footprint");
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (JvmProbe probe : probes.values()) {
      try {
        probe.close();
      } catch (IOException e) {
        gap("a process on closing: " + e.getMessage());
      }
    }
  }
}
