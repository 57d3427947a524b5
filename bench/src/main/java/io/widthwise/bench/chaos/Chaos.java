package io.widthwise.bench.chaos;

import io.widthwise.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets one fault after the other loose on a running pipeline and counts what becomes of frames. */
final class Chaos {
  private static final int LONGEST_CALM_MILLIS = 3_000;
  private static final int LONGEST_CHECKPOINT_LEAD_MILLIS = 40;
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration SHORTEST_WATCH = Duration.ofSeconds(6);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(180);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 250;

  /** From a frame's deadline to the consumer; an outcome that is on its way is not missing. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

  private static final Duration ON_ITS_WAY_TO_A_COMMIT = Duration.ofMillis(2_000);

  private final ChaosSettings settings;
  private final Scene scene;
  private final FrameBook book;
  private final BookKeeper keeper;
  private final Recovery recovery;
  private final Random random;
  private final Consumer<String> progress;
  private final Set<String> countedAsLost = new HashSet<>();

  Chaos(
      ChaosSettings settings,
      Scene scene,
      FrameBook book,
      BookKeeper keeper,
      Consumer<String> progress) {
    this.settings = settings;
    this.scene = scene;
    this.book = book;
    this.keeper = keeper;
    this.recovery = new Recovery(settings.framesPerSecond());
    this.random = new Random(settings.seed());
    this.progress = progress;
  }

  ChaosReport run() throws Exception {
    List<RoundResult> rounds = new ArrayList<>();
    List<FaultKind> kinds = new ArrayList<>();
    awaitCalm(Instant.now());
    for (int round = 1; round <= settings.rounds(); round++) {
      if (kinds.isEmpty()) {
        // Each kind once before any comes again, in an order of its own each time.
        kinds.addAll(settings.kinds());
        Collections.shuffle(kinds, random);
      }
      RoundResult result = round(kinds.remove(0));
      rounds.add(result);
      progress.accept(line(round, result));
    }
    scene.publishers().close();
    awaitOutcomes(Instant.MAX);
    return ChaosReport.of(rounds, book.totals());
  }

  private String line(int round, RoundResult result) {
    FrameBook.Totals totals = book.totals();
    return "%3d of %d  %-18s recovered after %4.1f s  lost %d  admitted so far %d, repeats %d"
        .formatted(
            round,
            settings.rounds(),
            result.kind().text(),
            result.recoverySeconds(),
            result.lost(),
            totals.admitted(),
            totals.repeats());
  }

  private RoundResult round(FaultKind kind) throws Exception {
    // Drawn first, so that what a fault draws for itself changes no later round.
    Random own = new Random(random.nextLong());
    TimeUnit.MILLISECONDS.sleep(own.nextInt(LONGEST_CALM_MILLIS));
    scene.beginCheckpoint();
    TimeUnit.MILLISECONDS.sleep(own.nextInt(LONGEST_CHECKPOINT_LEAD_MILLIS));
    Instant struck = kind.fault().strike(scene, own);
    Instant end = awaitCalm(struck);
    double seconds =
        recovery.seconds(book.steadySince(micros(struck)), micros(struck), micros(end));
    List<String> lost = awaitOutcomes(end);
    lost.removeAll(countedAsLost);
    countedAsLost.addAll(lost);
    return new RoundResult(kind, lost.size(), seconds);
  }

  /**
   * Waits until everything runs and the last seconds were good.
   *
   * @return the capture time up to which outcomes are known
   */
  private Instant awaitCalm(Instant since) throws Exception {
    Instant limit = Instant.now().plus(RECOVERY_LIMIT);
    Duration untilKnown =
        settings.budget().plus(settings.exactlyOnce() ? ON_ITS_WAY_TO_A_COMMIT : ON_ITS_WAY);
    while (true) {
      keeper.requireHealthy();
      scene.publishers().revive();
      Instant known = Instant.now().minus(untilKnown);
      Instant begin = known.minus(CALM);
      if (!begin.isBefore(since.plus(SHORTEST_WATCH).minus(CALM))
          && recovery.good(book.steadySince(micros(begin)), micros(begin), micros(known))
          && scene.whole()) {
        return known;
      }
      if (Instant.now().isAfter(limit)) {
        throw new StackException(
            "the pipeline did not recover within %d s; logs are in the work directory"
                .formatted(RECOVERY_LIMIT.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Waits for the outcomes of all frames captured up to then; returns the frames without one. */
  private List<String> awaitOutcomes(Instant captured) throws InterruptedException {
    Instant limit = Instant.now().plus(SETTLE_LIMIT);
    long micros = captured.equals(Instant.MAX) ? Long.MAX_VALUE : micros(captured);
    while (true) {
      boolean all = keeper.catchUp(limit);
      List<String> lost = book.lostUpTo(micros);
      if ((all && lost.isEmpty()) || Instant.now().isAfter(limit)) {
        return lost;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
