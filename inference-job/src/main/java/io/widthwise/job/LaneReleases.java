package io.widthwise.job;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.classify.InferenceException;
import io.widthwise.inference.classify.MeasurementMemory;
import io.widthwise.inference.crash.CrashGuard;
import io.widthwise.inference.release.BundleFetcher;
import io.widthwise.inference.release.CanaryWatch;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import io.widthwise.job.release.DeskState;
import io.widthwise.job.release.ReleaseDesk;
import io.widthwise.job.release.ReleaseLoader;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The releases of one lane: what it serves at its start, and what it swaps to while it runs. */
final class LaneReleases implements ReleaseDesk.Lane<ServedRelease>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneReleases.class);

  private final Consumer<Runnable> mailbox;
  private final ReleaseLoader<ServedRelease> loader;
  private final LaneStation station;
  private final ReleaseDesk<ServedRelease> desk;

  /**
   * Starts the lane with the release that it served last, else with the bundle of the settings.
   *
   * @param mailbox runs the desk's work in the task's thread
   */
  static LaneReleases open(
      String name,
      JobSettings settings,
      MeasurementMemory memory,
      DeskState state,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock,
      Consumer<Runnable> mailbox,
      ReleaseDesk.Reports reports)
      throws IOException {
    List<BundleKey> keys = new ArrayList<>();
    for (String key : settings.bundleKeys()) {
      keys.add(BundleKey.parse(key));
    }
    ReleaseLoader<ServedRelease> loader =
        new ReleaseLoader<>(
            name + "-releases",
            new BundleFetcher(keys),
            (bundle, pause) -> ServedRelease.open(bundle, settings, pause),
            mailbox);
    return new LaneReleases(
        name, settings, memory, keys, state, outcomes, guard, clock, mailbox, loader, reports);
  }

  private LaneReleases(
      String name,
      JobSettings settings,
      MeasurementMemory memory,
      List<BundleKey> keys,
      DeskState state,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock,
      Consumer<Runnable> mailbox,
      ReleaseLoader<ServedRelease> loader,
      ReleaseDesk.Reports reports)
      throws IOException {
    this.mailbox = mailbox;
    this.loader = loader;
    Optional<ServedRelease> last = state.served().flatMap(served -> reload(served, reports));
    DeskState begun =
        last.isPresent()
            ? state
            : new DeskState(state.lane(), Optional.empty(), state.latest(), state.settled());
    ServedRelease first = last.isPresent() ? last.get() : ofSettings(settings, memory, keys);
    this.station = LaneStation.open(name, first, settings, outcomes, guard, clock);
    this.desk =
        new ReleaseDesk<>(
            first.family(),
            first.release(),
            first.ladderSha256(),
            begun,
            this,
            loader,
            reports,
            System::nanoTime);
    desk.resume();
  }

  /** A release that cannot be had any more must not keep a job from starting. */
  private Optional<ServedRelease> reload(ModelRelease served, ReleaseDesk.Reports reports) {
    try {
      return Optional.of(loader.loadNow(served));
    } catch (IOException | InferenceException | IllegalStateException e) {
      LOG.error(
          "Release {} served before the restart but cannot be loaded again: {}; the bundle that the job was started with serves",
          served.getRelease(),
          e.getMessage(),
          e);
      reports.report(
          served, ReleaseState.REFUSED, "after a restart: " + e.getMessage(), "of --models");
      return Optional.empty();
    }
  }

  private static ServedRelease ofSettings(
      JobSettings settings, MeasurementMemory memory, List<BundleKey> keys) throws IOException {
    LadderBundle bundle = BundleSignature.open(Path.of(settings.models()), keys);
    return ServedRelease.open(bundle, settings, memory);
  }

  LaneStation station() {
    return station;
  }

  DeskState state() {
    return desk.state();
  }

  void announced(ModelRelease release) {
    desk.announced(release);
  }

  @Override
  public void replace(ServedRelease next, Runnable done) {
    station.replace(
        next,
        old -> {
          loader.discard(old);
          mailbox.accept(done);
        });
    LOG.info("The lane swaps to release {}", next);
  }

  @Override
  public void startTrial(
      ServedRelease candidate, CanaryWatch watch, Consumer<CanaryWatch.Verdict> verdict) {
    station.startTrial(
        new Trial(
            candidate,
            watch,
            System::nanoTime,
            judged -> mailbox.accept(() -> verdict.accept(judged))));
  }

  @Override
  public void endTrial(ServedRelease candidate) {
    station.endTrial(() -> loader.discard(candidate));
  }

  /** Waits for the frame in service, then frees every release. */
  @Override
  public void close() throws InterruptedException {
    station.close();
    loader.close();
  }
}
