package io.widthwise.bench.console;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures a page's work and memory, first without results, then with them. */
final class PageCost {
  static final double MOST_MILLIS_A_SECOND = 50;

  /** What memory may differ by from one minute to another without growing. */
  static final double MOST_GROWTH = 1.15;

  private static final int IDLE_SECONDS = 20;
  private static final int MINUTE = 60;

  private final DevTools page;
  private final ResultReplay replay;
  private final Consumer<String> progress;

  PageCost(DevTools page, ResultReplay replay, Consumer<String> progress) {
    this.page = page;
    this.replay = replay;
    this.progress = progress;
  }

  /**
   * What was measured.
   *
   * @param resultsPerSecond results that were written
   * @param idleMillis main thread's work in a second without results, on average
   * @param topMillis the same at the top of the page, with results
   * @param fleetMillis the same at the fleet's table
   * @param worstMillis the most in any second
   * @param firstHeapMiB JavaScript heap after garbage collection, when the warm-up was over
   * @param lastHeapMiB the same at the end
   * @param nodes nodes of the page at the end
   */
  record Report(
      double resultsPerSecond,
      double idleMillis,
      double topMillis,
      double fleetMillis,
      double worstMillis,
      double firstHeapMiB,
      double lastHeapMiB,
      long nodes) {

    boolean passed() {
      return topMillis < MOST_MILLIS_A_SECOND
          && fleetMillis < MOST_MILLIS_A_SECOND
          && lastHeapMiB < firstHeapMiB * MOST_GROWTH;
    }

    String table() {
      return """
      results a second        %10.0f
      main thread, ms a second
        without results       %10.1f
        top of the page       %10.1f   %.1f times that
        fleet's table         %10.1f   %.1f times that
        worst second          %10.1f
      heap after collection, MiB
        after the warm-up     %10.2f
        at the end            %10.2f
      nodes of the page       %10d
      under %.0f ms a second, memory steady: %s
      """
          .formatted(
              resultsPerSecond,
              idleMillis,
              topMillis,
              topMillis / idleMillis,
              fleetMillis,
              fleetMillis / idleMillis,
              worstMillis,
              firstHeapMiB,
              lastHeapMiB,
              nodes,
              MOST_MILLIS_A_SECOND,
              passed() ? "yes" : "NO");
    }
  }

  Report measure(Duration length) throws IOException, InterruptedException {
    progress.accept("without results");
    TimeUnit.SECONDS.sleep(5);
    List<Double> idle = watch(IDLE_SECONDS);
    replay.start();
    progress.accept("warming up");
    watch(MINUTE);
    double firstHeap = heap();
    long sentBefore = replay.sent();
    long begun = System.nanoTime();
    List<Double> top = new ArrayList<>();
    List<Double> fleet = new ArrayList<>();
    double lastHeap = firstHeap;
    for (int minute = 1; minute <= length.toMinutes(); minute++) {
      boolean atTop = minute % 2 == 1;
      page.evaluate(
          atTop
              ? "scrollTo(0, 0)"
              : "document.getElementById('fleet').scrollIntoView({behavior: 'instant'})");
      // What scrolling and a new stream cost is not what results cost.
      TimeUnit.SECONDS.sleep(3);
      List<Double> seconds = watch(MINUTE - 5);
      (atTop ? top : fleet).addAll(seconds);
      lastHeap = heap();
      progress.accept(
          "minute %d, %s: %.1f ms a second, heap %.2f MiB"
              .formatted(minute, atTop ? "top" : "fleet", mean(seconds), lastHeap));
    }
    double perSecond = (replay.sent() - sentBefore) / ((System.nanoTime() - begun) / 1e9);
    List<Double> all = new ArrayList<>(top);
    all.addAll(fleet);
    return new Report(
        perSecond,
        mean(idle),
        mean(top),
        mean(fleet),
        all.stream().max(Comparator.naturalOrder()).orElseThrow(),
        firstHeap,
        lastHeap,
        Math.round(page.metrics().get("Nodes")));
  }

  /** Work of the main thread in each of the next seconds, milliseconds a second. */
  private List<Double> watch(int seconds) throws IOException, InterruptedException {
    List<Double> work = new ArrayList<>();
    Map<String, Double> before = page.metrics();
    for (int i = 0; i < seconds; i++) {
      long begun = System.nanoTime();
      TimeUnit.SECONDS.sleep(1);
      Map<String, Double> after = page.metrics();
      double elapsed = (System.nanoTime() - begun) / 1e9;
      work.add((after.get("TaskDuration") - before.get("TaskDuration")) * 1e3 / elapsed);
      before = after;
    }
    return work;
  }

  private double heap() throws IOException, InterruptedException {
    page.collectGarbage();
    return page.metrics().get("JSHeapUsedSize") / (1 << 20);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
