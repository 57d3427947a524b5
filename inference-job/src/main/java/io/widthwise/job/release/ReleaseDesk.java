package io.widthwise.job.release;

import io.widthwise.inference.release.CanaryRule;
import io.widthwise.inference.release.CanaryWatch;
import io.widthwise.schemas.Canary;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What one lane makes of the releases that are announced: the newest one counts.
 *
 * <pre>
 *   announced -> LOADING -> SERVING
 *                  |  \        ^
 *                  |   CANARY -+
 *                  v      v
 *               REFUSED RETURNED      (the earlier release serves on)
 * </pre>
 *
 * Each lane decides for itself, so lanes may differ for as long as a canary lasts, and stay so if
 * it returns in one and not in another; every one reports, and the next release that is announced,
 * be it the same again, settles all of them alike.
 *
 * <p>Confined to one thread, which the lane's and the loader's answers are brought back to.
 *
 * @param <S> a release, loaded
 */
public final class ReleaseDesk<S> {

  /** The lane. */
  public interface Lane<S> {
    /** Serves all frames with {@code next} from the next frame on, then calls back. */
    void replace(S next, Runnable done);

    /** Serves some frames with {@code candidate} until told otherwise. */
    void startTrial(S candidate, CanaryWatch watch, Consumer<CanaryWatch.Verdict> verdict);

    /** Serves no frame with the candidate any more, then frees it. */
    void endTrial(S candidate);
  }

  /** Brings a release next to the lane, while it goes on serving. */
  public interface Loader<S> {
    /**
     * Loads, checks, warms and measures, then calls back with either.
     *
     * @param wanted asked before each piece of work; false if a newer release has come
     */
    void load(
        ModelRelease release,
        BooleanSupplier wanted,
        Consumer<S> loaded,
        Consumer<Exception> failed);

    /** Frees what was loaded and is not wanted any more. */
    void discard(S loaded);
  }

  /** Hears of every change. */
  @FunctionalInterface
  public interface Reports {
    void report(ModelRelease release, ReleaseState state, String reason, String serving);
  }

  private final String family;
  private final Lane<S> lane;
  private final Loader<S> loader;
  private final Reports reports;
  private final LongSupplier nanos;
  private final int laneNumber;
  private String servingName;
  private String servingSha256;
  private Optional<ModelRelease> served;
  private Optional<ModelRelease> latest;
  private boolean settled;
  private Optional<S> candidate = Optional.empty();
  // Volatile, since the loader's thread asks whether its release is still wanted.
  private volatile int generation;

  /**
   * @param family what the lane's bundle recognises: releases of other families are not for it
   * @param servingName release that the lane serves now
   * @param servingSha256 hash of its manifest
   * @param state what the lane remembers
   * @param nanos a monotonic clock
   */
  public ReleaseDesk(
      String family,
      String servingName,
      String servingSha256,
      DeskState state,
      Lane<S> lane,
      Loader<S> loader,
      Reports reports,
      LongSupplier nanos) {
    this.family = family;
    this.servingName = servingName;
    this.servingSha256 = servingSha256;
    this.laneNumber = state.lane();
    this.served = state.served();
    this.latest = state.latest();
    this.settled = state.settled();
    this.lane = lane;
    this.loader = loader;
    this.reports = reports;
    this.nanos = nanos;
  }

  /** Takes up what a restart interrupted: a canary begins anew. */
  public void resume() {
    if (!settled) {
      latest.ifPresent(this::begin);
    }
  }

  /** What to remember. */
  public DeskState state() {
    return new DeskState(laneNumber, served, latest, settled);
  }

  /** Hears of a release. */
  public void announced(ModelRelease release) {
    if (!release.getFamily().equals(family) || isOld(release)) {
      return;
    }
    latest
        .filter(earlier -> !settled)
        .ifPresent(
            earlier ->
                reports.report(
                    earlier,
                    ReleaseState.SUPERSEDED,
                    "release %s was announced after it".formatted(release.getRelease()),
                    servingName));
    boolean onTrial =
        candidate.isPresent()
            && latest.orElseThrow().getLadderSha256().equals(release.getLadderSha256());
    latest = Optional.of(release);
    settled = false;
    if (onTrial && release.getCanary() == null) {
      promote("it was announced to serve all frames");
    } else {
      begin(release);
    }
  }

  private boolean isOld(ModelRelease release) {
    return latest.isPresent()
        && !release.getPublishedTime().isAfter(latest.get().getPublishedTime());
  }

  private void begin(ModelRelease release) {
    generation++;
    endTrial();
    if (release.getLadderSha256().equals(servingSha256)) {
      served = Optional.of(release);
      settle(ReleaseState.SERVING, "it serves already");
      return;
    }
    int mine = generation;
    report(ReleaseState.LOADING, null);
    loader.load(
        release,
        () -> generation == mine,
        loaded -> loaded(mine, loaded),
        failure -> failed(mine, failure));
  }

  private void loaded(int of, S loaded) {
    if (of != generation) {
      loader.discard(loaded);
      return;
    }
    candidate = Optional.of(loaded);
    Canary canary = latest.orElseThrow().getCanary();
    if (canary == null) {
      promote(null);
      return;
    }
    CanaryRule rule;
    try {
      rule = rule(latest.get().getRelease(), canary);
    } catch (IllegalArgumentException e) {
      candidate = Optional.empty();
      loader.discard(loaded);
      settle(ReleaseState.REFUSED, "its canary makes no sense: " + e.getMessage());
      return;
    }
    report(ReleaseState.CANARY, null);
    lane.startTrial(
        loaded, new CanaryWatch(rule, nanos.getAsLong()), verdict -> judged(of, verdict));
  }

  private void failed(int of, Exception failure) {
    if (of == generation) {
      String why = failure.getMessage();
      settle(
          ReleaseState.REFUSED,
          why == null || why.isBlank() ? failure.getClass().getSimpleName() : why);
    }
  }

  private void judged(int of, CanaryWatch.Verdict verdict) {
    if (of != generation) {
      return;
    }
    if (verdict instanceof CanaryWatch.Promote better) {
      promote(better.reason());
    } else if (verdict instanceof CanaryWatch.Return worse) {
      endTrial();
      settle(ReleaseState.RETURNED, worse.reason());
    }
  }

  private void promote(String reason) {
    S next = candidate.orElseThrow();
    candidate = Optional.empty();
    ModelRelease release = latest.orElseThrow();
    // Whatever is announced from here on is compared with what the lane is about to serve.
    servingName = release.getRelease();
    servingSha256 = release.getLadderSha256();
    generation++;
    int mine = generation;
    lane.replace(
        next,
        () -> {
          served = Optional.of(release);
          if (mine == generation) {
            settle(ReleaseState.SERVING, reason);
          }
        });
  }

  private void endTrial() {
    candidate.ifPresent(lane::endTrial);
    candidate = Optional.empty();
  }

  private void settle(ReleaseState state, String reason) {
    settled = true;
    report(state, reason);
  }

  private void report(ReleaseState state, String reason) {
    reports.report(latest.orElseThrow(), state, reason, servingName);
  }

  private static CanaryRule rule(String release, Canary canary) {
    OptionalInt frames =
        canary.getPromoteAfterFrames() == null
            ? OptionalInt.empty()
            : OptionalInt.of(canary.getPromoteAfterFrames());
    Optional<Duration> time =
        Optional.ofNullable(canary.getPromoteAfterMillis()).map(Duration::ofMillis);
    if ((canary.getShare() == null) == (canary.getCameras() == null)) {
      throw new IllegalArgumentException("either a share or cameras must be given");
    }
    return canary.getShare() == null
        ? CanaryRule.cameras(canary.getCameras(), frames, time)
        : CanaryRule.share(canary.getShare(), release, frames, time);
  }
}
