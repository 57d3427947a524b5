package io.widthwise.bench.league;

import java.util.List;
import java.util.Locale;

/** The league for people: a row a cell, and under it all that falls short. */
final class LeagueTable {
  private static final String ROW = "%-22s %-12s %5s %6s %8s %8s %8s %8s   %8s %8s  %s%n";

  private LeagueTable() {}

  static String of(List<CellResult> results) {
    List<Standing> standings = Standing.of(results);
    return standings.isEmpty() ? eachResult(results) : againstBest(standings);
  }

  private static String againstBest(List<Standing> standings) {
    StringBuilder text = new StringBuilder();
    line(text, ROW, "", "", "", "", "water-", "filling", "", "", "best", "baseline", "");
    line(
        text,
        ROW,
        "trace",
        "ladder",
        "load",
        "ms",
        "hits",
        "of bound",
        "accuracy",
        "of bound",
        "accuracy",
        "hits",
        "its name");
    for (Standing standing : standings) {
      CellResult own = standing.own();
      line(
          text,
          ROW,
          own.trace(),
          own.ladder(),
          own.load(),
          own.deadlineMillis(),
          percent(own.hitRate()),
          percent(own.hitRateOfBound()) + (standing.missesHits() ? "!" : " "),
          percent(own.accuracy()),
          percent(own.shareOfBound()) + (standing.missesShare() ? "!" : " "),
          standing.rival().map(r -> percent(r.accuracy())).orElse("-")
              + (standing.isBeaten() ? "!" : " "),
          standing.rival().map(r -> percent(r.hitRate())).orElse("-"),
          standing.rival().map(CellResult::policy).orElse("none played"));
    }
    text.append(shortfalls(standings));
    return text.toString();
  }

  private static String shortfalls(List<Standing> standings) {
    StringBuilder text = new StringBuilder(System.lineSeparator());
    List<Standing> falling = standings.stream().filter(each -> !each.holds()).toList();
    line(
        text,
        "%d of %d cells hold: 99.9 %% of the deadlines that the bound meets; 98 %% of its accuracy up to"
            + " load 0.7, 95 %% beyond; no baseline more accurate over all frames.%n",
        standings.size() - falling.size(),
        standings.size());
    for (Standing standing : falling) {
      line(
          text,
          "  falls short: %s: %s%n",
          standing.key(),
          String.join("; ", standing.shortfalls()));
    }
    return text.toString();
  }

  private static String eachResult(List<CellResult> results) {
    String row = "%-22s %-12s %5s %6s  %-26s %8s %8s %8s %8s%n";
    StringBuilder text = new StringBuilder();
    line(
        text,
        row,
        "trace",
        "ladder",
        "load",
        "ms",
        "policy",
        "hits",
        "of bound",
        "accuracy",
        "of bound");
    for (CellResult result : results) {
      line(
          text,
          row,
          result.trace(),
          result.ladder(),
          result.load(),
          result.deadlineMillis(),
          result.policy(),
          percent(result.hitRate()),
          percent(result.hitRateOfBound()),
          percent(result.accuracy()),
          percent(result.shareOfBound()));
    }
    return text.toString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments));
  }
}
