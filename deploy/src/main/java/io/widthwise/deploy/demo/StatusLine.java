package io.widthwise.deploy.demo;

import io.widthwise.deploy.account.Accounts;
import io.widthwise.deploy.account.Truth;
import io.widthwise.schemas.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The line that a demo prints each second. */
final class StatusLine {
  private StatusLine() {}

  static String of(long second, long published, Accounts accounts, Accounts.Latency recent) {
    String outcomes =
        accounts.outcomes().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "%4d s  in %d  %s  p50 %.1f p99 %.1f ms  by the deadline %.1f %%%s  %s",
        second,
        published,
        outcomes,
        recent.p50(),
        recent.p99(),
        accounts.deadlineHitRate() * 100,
        right(accounts.truth()),
        mix(accounts));
  }

  private static String right(Truth truth) {
    return truth.known() ? String.format(Locale.ROOT, "  right %.1f %%", truth.top1() * 100) : "";
  }

  private static String mix(Accounts accounts) {
    Map<Outcome, Long> outcomes = accounts.outcomes();
    double labelled = outcomes.get(Outcome.CLASSIFIED) + outcomes.get(Outcome.LATE);
    return accounts.variants().entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%s %.0f %%", entry.getKey(), entry.getValue() * 100 / labelled))
        .collect(Collectors.joining(", "));
  }
}
