package io.widthwise.bench.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where frames spent their time.
 *
 * @param all rows of all frames
 * @param missed rows of those that missed their deadlines
 * @param missedBy missed frames by the stage that took most above its own median over all frames:
 *     where each was held up. Frames that nothing was heard of are not among them.
 */
public record Breakdown(List<Row> all, List<Row> missed, Map<Stage, Integer> missedBy) {

  /**
   * One stage.
   *
   * @param stage which
   * @param between from where to where
   * @param frames that passed it
   * @param meanMillis mean
   * @param millis percentiles
   */
  public record Row(
      String stage, String between, int frames, double meanMillis, Percentiles millis) {

    private static Row of(Stage stage, List<Replayed> frames) {
      long[] micros = micros(stage, frames);
      return new Row(
          stage.name().toLowerCase(Locale.ROOT),
          stage.title(),
          micros.length,
          Arrays.stream(micros).average().orElse(0) / 1e3,
          Percentiles.ofMicros(micros));
    }
  }

  static Breakdown of(List<Replayed> frames) {
    List<Replayed> missed = frames.stream().filter(frame -> !frame.isHit()).toList();
    return new Breakdown(rows(frames), rows(missed), missedBy(frames, missed));
  }

  private static List<Row> rows(List<Replayed> frames) {
    return Arrays.stream(Stage.values()).map(stage -> Row.of(stage, frames)).toList();
  }

  private static Map<Stage, Integer> missedBy(List<Replayed> frames, List<Replayed> missed) {
    Map<Stage, Double> usual = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      usual.put(stage, 1e3 * Percentiles.ofMicros(micros(stage, frames)).p50());
    }
    Map<Stage, Integer> count = new EnumMap<>(Stage.class);
    for (Replayed frame : missed) {
      if (frame.answer().isPresent()) {
        count.merge(mostAbove(usual, frame), 1, Integer::sum);
      }
    }
    return count;
  }

  /** A miss is settled before the result's way back begins. */
  private static Stage mostAbove(Map<Stage, Double> usual, Replayed frame) {
    Stage most = Stage.PUBLISHER;
    double excess = Double.NEGATIVE_INFINITY;
    for (Stage stage : Stage.values()) {
      OptionalLong micros = stage.micros(frame);
      if (stage != Stage.RETURN
          && micros.isPresent()
          && micros.getAsLong() - usual.get(stage) > excess) {
        most = stage;
        excess = micros.getAsLong() - usual.get(stage);
      }
    }
    return most;
  }

  private static long[] micros(Stage stage, List<Replayed> frames) {
    return frames.stream().flatMapToLong(frame -> stage.micros(frame).stream()).toArray();
  }
}
