package io.widthwise.console.live;

import io.widthwise.console.ConsoleSettings;
import io.widthwise.console.follow.QuarantineFollower;
import io.widthwise.console.follow.ResultsFollower;
import io.widthwise.console.live.Overview.Instance;
import io.widthwise.console.live.Overview.RefusalCount;
import io.widthwise.console.live.Overview.Window;
import io.widthwise.console.peers.InstanceState;
import io.widthwise.console.peers.Peers;
import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.OutcomeCounts;
import io.widthwise.console.tally.Rung;
import io.widthwise.console.tally.RungUse;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a snapshot of all instances together a few times a second. Whoever shows it takes the newest
 * when it is ready for one: none is ever queued.
 */
public final class Observatory implements Snapshots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Observatory.class);

  /** Seconds that are read again each time, since results still come for them. */
  private static final int UNSETTLED_SECONDS = 10;

  /** How often all seconds are read again: results of long ago come after a pause. */
  private static final int FULL_EVERY_SECONDS = 15;

  private static final int NOW_SECONDS = 5;
  private static final int MOST_REFUSALS = 20;

  private final ConsoleSettings settings;
  private final ResultsFollower results;
  private final QuarantineFollower quarantine;
  private final Peers peers;
  private final LongSupplier clockMillis;
  private final Seconds seconds;
  private final LadderView ladder;
  private final Thread thread;
  private TreeMap<String, CameraState> cameras = new TreeMap<>();
  private List<Instance> instances = List.of();
  private long fullAtSecond;
  private volatile Snapshot newest;
  private volatile boolean closed;

  public Observatory(
      ConsoleSettings settings,
      ResultsFollower results,
      QuarantineFollower quarantine,
      Peers peers,
      LongSupplier clockMillis) {
    this.settings = settings;
    this.results = results;
    this.quarantine = quarantine;
    this.peers = peers;
    this.clockMillis = clockMillis;
    this.seconds = new Seconds((int) settings.history().toSeconds());
    this.ladder = new LadderView(settings.ladder());
    this.newest = Snapshot.empty(overview(clockMillis.getAsLong()));
    this.thread = new Thread(this::run, "observatory");
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public Snapshot newest() {
    return newest;
  }

  @Override
  public synchronized Snapshot after(long version) throws InterruptedException {
    if (newest.version() <= version && !closed) {
      wait(settings.push().toMillis() * 4);
    }
    return newest;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  private void run() {
    long due = System.nanoTime();
    while (!closed) {
      try {
        look();
        due = Math.max(System.nanoTime(), due + settings.push().toNanos());
        Thread.sleep(Math.max(1, (due - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("the state of the instances could not be put together; it is tried again", e);
        due = System.nanoTime() + settings.push().toNanos();
      }
    }
  }

  private void look() throws InterruptedException {
    long nowMillis = clockMillis.getAsLong();
    long nowSecond = nowMillis / 1_000;
    boolean full = nowSecond - fullAtSecond >= FULL_EVERY_SECONDS;
    long from = nowSecond - (full ? (int) settings.history().toSeconds() : UNSETTLED_SECONDS);
    List<Peers.Answer> answers = peers.ask(Instant.ofEpochSecond(from));
    List<Instance> before = instances;
    instances = answers.stream().map(Observatory::instance).toList();
    boolean all = instances.stream().allMatch(Instance::answers);
    if (answers.get(0).state().isPresent()) {
      merge(answers, from, nowSecond, full && all);
      if (full && all) {
        fullAtSecond = nowSecond;
      }
    }
    if (!addresses(before).equals(addresses(instances))) {
      // What moved to another instance is to be read from there, from the beginning.
      fullAtSecond = 0;
    }
    publish(nowMillis);
  }

  private static List<String> addresses(List<Instance> instances) {
    return instances.stream().map(Instance::address).sorted().toList();
  }

  private static Instance instance(Peers.Answer answer) {
    return new Instance(
        answer.instance().host() + ":" + answer.instance().port(),
        answer.self(),
        answer.state().isPresent(),
        answer.state().map(state -> state.cameras().size()).orElse(0));
  }

  private void merge(List<Peers.Answer> answers, long from, long nowSecond, boolean replace) {
    // A camera that an instance has forgotten disappears; one whose instance is silent stays.
    TreeMap<String, CameraState> found = replace ? new TreeMap<>() : cameras;
    Map<Long, SecondTally> merged = new TreeMap<>();
    for (Peers.Answer answer : answers) {
      if (answer.state().isPresent()) {
        InstanceState state = answer.state().get();
        state.cameras().forEach(each -> found.merge(each.cameraId(), each, Observatory::newer));
        state
            .seconds()
            .forEach(
                (second, tally) ->
                    merged.computeIfAbsent(second, any -> new SecondTally()).merge(tally));
      }
    }
    cameras = found;
    seconds.replace(from, merged, nowSecond);
  }

  private static CameraState newer(CameraState one, CameraState other) {
    return other.counts().all() >= one.counts().all() ? other : one;
  }

  private void publish(long nowMillis) {
    Snapshot next =
        new Snapshot(
            newest.version() + 1,
            overview(nowMillis),
            List.copyOf(cameras.values()),
            seconds.points());
    synchronized (this) {
      newest = next;
      notifyAll();
    }
  }

  private Overview overview(long nowMillis) {
    long nowSecond = nowMillis / 1_000;
    SecondTally minute = seconds.last(Seconds.WINDOW_SECONDS, nowSecond);
    OutcomeCounts total = OutcomeCounts.NONE;
    int silent = 0;
    for (CameraState camera : cameras.values()) {
      total = total.plus(camera.counts());
      silent += CameraRow.isSilent(camera, nowMillis) ? 1 : 0;
    }
    return new Overview(
        nowMillis,
        settings.push().toMillis(),
        results.state(),
        instances.stream().allMatch(Instance::answers),
        instances,
        cameras.size(),
        silent,
        window(minute, seconds.covered(nowSecond)),
        total,
        results.undecodable(),
        ladder.steps(minute, seconds.last(NOW_SECONDS, nowSecond)),
        refusals(minute),
        quarantine.counts());
  }

  private static Window window(SecondTally minute, int covered) {
    long results = minute.results();
    boolean labelled = minute.labelled() > 0;
    return new Window(
        covered,
        Rounded.tenths((double) results / covered),
        new OutcomeCounts(
            minute.count(Outcome.CLASSIFIED),
            minute.count(Outcome.LATE),
            minute.count(Outcome.SHED),
            minute.count(Outcome.REJECTED)),
        results == 0
            ? null
            : Rounded.thousandths((double) minute.count(Outcome.CLASSIFIED) / results),
        labelled ? Rounded.tenths(minute.latencyMillis(50)) : null,
        labelled ? Rounded.tenths(minute.latencyMillis(95)) : null,
        labelled ? Rounded.tenths(minute.latencyMillis(99)) : null,
        results == 0 ? null : Rounded.tenths(minute.budgetMillis()),
        labelled ? Rounded.thousandths(meanWidth(minute)) : null);
  }

  private static double meanWidth(SecondTally minute) {
    double sum = 0;
    long count = 0;
    for (Map.Entry<Rung, RungUse> each : minute.rungs().entrySet()) {
      sum += each.getKey().width() * each.getValue().results();
      count += each.getValue().results();
    }
    return count == 0 ? 0 : sum / count;
  }

  private static List<RefusalCount> refusals(SecondTally minute) {
    List<RefusalCount> counts = new ArrayList<>();
    minute
        .refusals()
        .forEach(
            (refusal, count) ->
                counts.add(new RefusalCount(refusal.outcome().name(), refusal.reason(), count)));
    counts.sort(
        Comparator.comparingLong(RefusalCount::count)
            .reversed()
            .thenComparing(RefusalCount::reason));
    return counts.subList(0, Math.min(MOST_REFUSALS, counts.size()));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    synchronized (this) {
      notifyAll();
    }
  }
}
