package io.widthwise.bench.league.page;

import io.widthwise.bench.league.CellResult;
import io.widthwise.bench.league.Conditions;
import io.widthwise.bench.league.Standing;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.models.report.HtmlTable;
import io.widthwise.models.report.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the pages tell in words and numbers. */
final class LeagueTables {
  private final List<Standing> standings;

  LeagueTables(List<Standing> standings) {
    this.standings = standings;
  }

  /** True if water-filling did not play, so that there is nothing to tell. */
  boolean isEmpty() {
    return standings.isEmpty();
  }

  static String about(
      Conditions conditions, List<TraceSource> traces, List<LadderProfile> ladders) {
    return Markup.format(
        "Traces: %s. Ladders: %s. %d lane%s of room for %d frames, margin %d ms, seed %d; noise of service"
            + " times %s, stalls a second %s, profile error %s%s. Load is the mean rate over what the"
            + " lanes serve at most with the narrowest rung worth serving. A clairvoyant knows every"
            + " arrival and stall ahead; its figures are an upper bound in expectation.",
        traces.stream().map(TraceSource::name).collect(Collectors.joining(", ")),
        ladders.stream().map(LadderProfile::name).collect(Collectors.joining(", ")),
        conditions.lanes(),
        conditions.lanes() == 1 ? "" : "s",
        conditions.laneCapacity(),
        conditions.margin().toMillis(),
        conditions.seed(),
        conditions.disturbances().noise(),
        conditions.disturbances().stallsPerSecond(),
        conditions.disturbances().profileError(),
        conditions.slowdown() ? ", half speed for two seconds in the middle" : "");
  }

  static String ladder(LadderProfile ladder) {
    HtmlTable table =
        new HtmlTable(1, List.of("rung worth serving", "accuracy, %", "decode and inference, µs"));
    for (int i = 0; i < ladder.rungs().size(); i++) {
      Rung rung = ladder.rungs().get(i);
      table.row(
          List.of(
              rung.variant(),
              Markup.percent(rung.accuracy()),
              Markup.format("%.0f", ladder.serviceMicros(i))));
    }
    return table.toString();
  }

  /** A row for each ladder and trace: how many cells hold, and the worst figures. */
  String summary() {
    Map<List<String>, List<Standing>> groups = new LinkedHashMap<>();
    for (Standing standing : standings) {
      groups
          .computeIfAbsent(
              List.of(standing.key().ladder(), standing.key().trace()), key -> new ArrayList<>())
          .add(standing);
    }
    HtmlTable table =
        new HtmlTable(
            2,
            List.of(
                "ladder",
                "trace",
                "cells that hold",
                "of",
                "least % of the bound's deadlines",
                "least % of its accuracy",
                "best baseline's lead at most, points"));
    groups.forEach((key, group) -> summaryRow(table, key, group));
    return table.toString();
  }

  private static void summaryRow(HtmlTable table, List<String> key, List<Standing> group) {
    long holding = group.stream().filter(Standing::holds).count();
    List<String> row =
        List.of(
            key.get(0),
            key.get(1),
            Long.toString(holding),
            Integer.toString(group.size()),
            two(group.stream().mapToDouble(each -> each.own().hitRateOfBound()).min().orElse(1)),
            two(group.stream().mapToDouble(each -> each.own().shareOfBound()).min().orElse(1)),
            group.stream().anyMatch(each -> each.rival().isPresent())
                ? two(group.stream().mapToDouble(LeagueTables::lead).max().orElse(0))
                : "-");
    if (holding < group.size()) {
      table.markedRow(row);
    } else {
      table.row(row);
    }
  }

  private static double lead(Standing standing) {
    return standing
        .rival()
        .map(rival -> rival.accuracy() - standing.own().accuracy())
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Names every cell that falls short. */
  String shortfalls() {
    StringBuilder html = new StringBuilder();
    long falling = standings.stream().filter(each -> !each.holds()).count();
    html.append(
            "<p>Asked: 99.9 % of the deadlines that the bound meets; 98 % of its accuracy up to load")
        .append(" 0.7 and 95 % beyond; no baseline more accurate over all frames. ")
        .append(Markup.format("%d of %d cells hold", standings.size() - falling, standings.size()))
        .append(falling == 0 ? ".</p>\n" : "; these fall short:</p>\n<details open><summary>")
        .append(falling == 0 ? "" : falling + " cells</summary>\n<ul class=\"note\">\n");
    for (Standing standing : standings) {
      if (!standing.holds()) {
        html.append("<li>")
            .append(Markup.escape(standing.key() + ": " + String.join("; ", standing.shortfalls())))
            .append("</li>\n");
      }
    }
    return html.append(falling == 0 ? "" : "</ul></details>\n").toString();
  }

  /** A row for each cell; those that fall short stand out. */
  String cells() {
    HtmlTable table =
        new HtmlTable(
            0,
            List.of(
                "load",
                "ms",
                "hits, %",
                "of bound, %",
                "accuracy, %",
                "of bound, %",
                "p99, ms",
                "worst camera, %",
                "switches, %",
                "best baseline",
                "its accuracy, %",
                "its hits, %"));
    for (Standing standing : standings) {
      List<String> row = cell(standing);
      if (standing.holds()) {
        table.row(row);
      } else {
        table.markedRow(row);
      }
    }
    return table + "<p class=\"note\">Shaded cells fall short of what is asked.</p>\n";
  }

  private static List<String> cell(Standing standing) {
    CellResult own = standing.own();
    return List.of(
        Double.toString(own.load()),
        Long.toString(own.deadlineMillis()),
        two(own.hitRate()),
        two(own.hitRateOfBound()),
        two(own.accuracy()),
        two(own.shareOfBound()),
        millis(own.latencyMillis().p99()),
        two(own.fairness().leastCameraHitRate()),
        two(own.widthSwitchesPerFrame()),
        standing.rival().map(CellResult::policy).orElse("-"),
        standing.rival().map(rival -> two(rival.accuracy())).orElse("-"),
        standing.rival().map(rival -> two(rival.hitRate())).orElse("-"));
  }

  private static String millis(Double millis) {
    return millis == null ? "-" : Markup.format("%.1f", millis);
  }

  private static String two(double share) {
    return Markup.format("%.2f", 100 * share);
  }
}
