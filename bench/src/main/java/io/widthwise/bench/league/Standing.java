package io.widthwise.bench.league;

import io.widthwise.bench.league.CellResult.Key;
import io.widthwise.inference.schedule.baseline.Policies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Water-filling against the best of the others in one cell.
 *
 * @param key the cell
 * @param own water-filling's result
 * @param rival that of the baseline with the highest accuracy over all frames, if any played
 */
public record Standing(Key key, CellResult own, Optional<CellResult> rival) {
  private static final double HITS_ASKED = 0.999;
  private static final double SHARE_ASKED = 0.98;
  private static final double SHARE_ASKED_BEYOND = 0.95;
  private static final double LOAD_OF_SHARE_ASKED = 0.7;

  /** Sums of the same figures in another order differ by no more. */
  private static final double ROUNDING = 1e-9;

  /** Returns the standings of the cells in which water-filling played, in the order of results. */
  public static List<Standing> of(List<CellResult> results) {
    Map<Key, List<CellResult>> cells = new LinkedHashMap<>();
    for (CellResult result : results) {
      cells.computeIfAbsent(result.key(), key -> new ArrayList<>()).add(result);
    }
    List<Standing> standings = new ArrayList<>();
    cells.forEach(
        (key, cell) ->
            cell.stream()
                .filter(result -> result.policy().equals(Policies.DEFAULT))
                .findFirst()
                .ifPresent(own -> standings.add(new Standing(key, own, best(cell, own)))));
    return standings;
  }

  private static Optional<CellResult> best(List<CellResult> cell, CellResult own) {
    return cell.stream()
        .filter(result -> result != own)
        .max(Comparator.comparingDouble(CellResult::accuracy));
  }

  /** Share of the bound's accuracy that is asked for at the cell's load. */
  public double shareAsked() {
    return key.load() <= LOAD_OF_SHARE_ASKED ? SHARE_ASKED : SHARE_ASKED_BEYOND;
  }

  /** True if the deadline figure falls short. */
  public boolean missesHits() {
    return own.hitRateOfBound() < HITS_ASKED;
  }

  /** True if the accuracy falls short of the bound's. */
  public boolean missesShare() {
    return own.shareOfBound() < shareAsked();
  }

  /** True if a baseline is more accurate over all frames. */
  public boolean isBeaten() {
    return rival.isPresent() && rival.get().accuracy() > own.accuracy() + ROUNDING;
  }

  /** True if nothing falls short. */
  public boolean holds() {
    return !missesHits() && !missesShare() && !isBeaten();
  }

  /** Says what falls short and by how much; empty where nothing does. */
  public List<String> shortfalls() {
    List<String> found = new ArrayList<>();
    if (missesHits()) {
      found.add(
          format(
              "%.2f %% of the bound's deadlines, asked %.1f",
              100 * own.hitRateOfBound(), 100 * HITS_ASKED));
    }
    if (missesShare()) {
      found.add(
          format(
              "%.2f %% of the bound's accuracy, asked %.0f",
              100 * own.shareOfBound(), 100 * shareAsked()));
    }
    if (isBeaten()) {
      found.add(
          format(
              "%s is more accurate by %.2f points",
              rival.get().policy(), 100 * (rival.get().accuracy() - own.accuracy())));
    }
    return found;
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
