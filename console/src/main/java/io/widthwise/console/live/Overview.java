package io.widthwise.console.live;

import io.widthwise.console.tally.OutcomeCounts;
import java.util.List;

/**
 * The fleet at one glance.
 *
 * @param timeMillis when this held, milliseconds since the epoch
 * @param pushMillis time between two snapshots
 * @param state what the reader of results does: {@code RUNNING}, or how far it is
 * @param complete whether every instance answered
 * @param instances instances that share the work
 * @param cameras cameras known
 * @param silent cameras without a result for five seconds
 * @param window the last minute
 * @param total results since the console knows the cameras
 * @param undecodable messages of the results topic that were none, since this instance started
 * @param ladder the ladder: rungs of the bundle and rungs that were used, the narrowest first
 * @param refusals why results of the last minute were not {@code CLASSIFIED}, the most frequent
 *     first
 * @param quarantine what quarantine holds
 */
public record Overview(
    long timeMillis,
    long pushMillis,
    String state,
    boolean complete,
    List<Instance> instances,
    int cameras,
    int silent,
    Window window,
    OutcomeCounts total,
    long undecodable,
    List<LadderStep> ladder,
    List<RefusalCount> refusals,
    QuarantineCounts quarantine) {

  /**
   * One instance of the console.
   *
   * @param address {@code host:port}
   * @param self whether it gave this answer
   * @param answers whether it told what it keeps
   * @param cameras cameras that it keeps
   */
  public record Instance(String address, boolean self, boolean answers, int cameras) {}

  /**
   * Figures of the last minute.
   *
   * @param seconds its length
   * @param perSecond results a second
   * @param outcomes results by outcome
   * @param inTimeShare share labelled by its deadline, 0 to 1; null without results
   * @param p50 median latency of labelled frames, milliseconds; null without any
   * @param p95 its 95th percentile
   * @param p99 its 99th percentile
   * @param budgetMillis mean time from capture to deadline; null without results
   * @param meanWidth mean width multiplier of labelled frames; null without any
   */
  public record Window(
      int seconds,
      double perSecond,
      OutcomeCounts outcomes,
      Double inTimeShare,
      Double p50,
      Double p95,
      Double p99,
      Double budgetMillis,
      Double meanWidth) {}

  /**
   * One rung.
   *
   * @param rung such as {@code 0.5@160/int8}
   * @param top1 measured accuracy, 0 to 1; null where no bundle tells
   * @param share share of the last minute's labelled results, 0 to 1
   * @param results labelled results in the last minute
   * @param serviceMillis mean time to decode and classify when it was last used; null if never
   * @param inUse whether most results of the last seconds came from it
   */
  public record LadderStep(
      String rung,
      String family,
      double width,
      int resolution,
      String precision,
      String release,
      Double top1,
      double share,
      long results,
      Double serviceMillis,
      boolean inUse) {}

  /** A reason and how often it was given in the last minute; numbers in it are {@code #}. */
  public record RefusalCount(String outcome, String reason, long count) {}

  /**
   * What quarantine holds.
   *
   * @param kept how many of its newest messages can be looked at
   * @param newest id of the newest; null if there is none
   * @param codes how many of those for each code
   */
  public record QuarantineCounts(
      int kept, String newest, java.util.SortedMap<String, Integer> codes) {}
}
