package io.widthwise.job.release;

import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a lane makes of releases: to the status topic, the log, and as counters {@code
 * release.<state>.count}.
 */
public final class ReleaseReports implements ReleaseDesk.Reports {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseReports.class);

  private final String job;
  private final int lane;
  private final int lanes;
  private final Clock clock;
  private final Consumer<StatusRecord> topic;
  private final SingleObjectCodec<ReleaseStatus> codec = Codecs.releaseStatus();
  private final Map<ReleaseState, Counter> counters = new EnumMap<>(ReleaseState.class);

  /**
   * @param job Flink's id of it
   * @param lane number of the lane, of {@code lanes}
   * @param topic takes what goes to the status topic
   */
  public ReleaseReports(
      String job,
      int lane,
      int lanes,
      Clock clock,
      MetricGroup metrics,
      Consumer<StatusRecord> topic) {
    this.job = job;
    this.lane = lane;
    this.lanes = lanes;
    this.clock = clock;
    this.topic = topic;
    for (ReleaseState state : ReleaseState.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      counters.put(state, metrics.addGroup("release", name).counter("count"));
    }
  }

  @Override
  public void report(ModelRelease release, ReleaseState state, String reason, String serving) {
    LOG.info(
        "Lane {}: release {} is {}{}; {} serves",
        lane,
        release.getRelease(),
        state,
        reason == null ? "" : " (" + reason + ")",
        serving);
    counters.get(state).inc();
    ReleaseStatus status =
        ReleaseStatus.newBuilder()
            .setFamily(release.getFamily())
            .setRelease(release.getRelease())
            .setPublishedTime(release.getPublishedTime())
            .setJob(job)
            .setLane(lane)
            .setLanes(lanes)
            .setState(state)
            .setReason(reason)
            .setServing(serving)
            .setChangedTime(clock.instant().truncatedTo(ChronoUnit.MICROS))
            .build();
    topic.accept(StatusRecord.of(status, codec));
  }
}
