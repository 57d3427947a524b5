package io.widthwise.deploy.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.deploy.account.Accounts;
import io.widthwise.deploy.account.Truth;
import io.widthwise.schemas.Outcome;
import java.util.Locale;
import java.util.Optional;

/**
 * What a demo showed.
 *
 * @param published frames that the broker acknowledged
 * @param accounts what became of them
 * @param seconds time of publishing
 * @param restarts processes or jobs that were started again in between
 */
record Summary(long published, Accounts accounts, double seconds, int restarts) {

  /** Why the promise that no frame is lost or counted twice was not kept. */
  Optional<String> breach() {
    if (published == 0) {
      return Optional.of("no frame was published");
    }
    if (accounts.missing() > 0) {
      return Optional.of("%d admitted frames have no outcome".formatted(accounts.missing()));
    }
    if (lost() > 0) {
      return Optional.of(
          "%d published frames were neither admitted nor put into quarantine".formatted(lost()));
    }
    if (accounts.strangers() > 0) {
      return Optional.of(
          "%d outcomes are of frames that were not admitted".formatted(accounts.strangers()));
    }
    if (accounts.repeats() > 0 && restarts == 0) {
      return Optional.of(
          "%d outcomes were repeated although nothing was restarted".formatted(accounts.repeats()));
    }
    return Optional.empty();
  }

  private long lost() {
    return published - accounts.admitted() - accounts.refused();
  }

  /** The object that {@code --json} prints. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("published", published);
    json.put("admitted", accounts.admitted());
    json.put("quarantined", accounts.quarantined());
    ObjectNode outcomes = json.putObject("outcomes");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.name(), accounts.outcomes().get(outcome));
    }
    json.put("missing", accounts.missing());
    json.put("repeats", accounts.repeats());
    json.put("deadlineHitRate", accounts.deadlineHitRate());
    if (accounts.truth().known()) {
      ObjectNode accuracy = json.putObject("accuracy");
      accuracy.put("frames", accounts.truth().frames());
      accuracy.put("top1", accounts.truth().top1());
      accounts.truth().expected().ifPresent(expected -> accuracy.put("expected", expected));
    }
    ObjectNode latency = json.putObject("latencyMillis");
    latency.put("p50", accounts.latency().p50());
    latency.put("p90", accounts.latency().p90());
    latency.put("p99", accounts.latency().p99());
    latency.put("max", accounts.latency().max());
    ObjectNode variants = json.putObject("variants");
    accounts.variants().forEach(variants::put);
    json.put("seconds", Math.round(seconds * 1e3) / 1e3);
    return json;
  }

  /** The table that people read. */
  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "published", "%d frames in %.1f s", published, seconds);
    line(table, "admitted", "%d", accounts.admitted());
    line(table, "quarantined", "%d", accounts.quarantined());
    for (Outcome outcome : Outcome.values()) {
      line(table, outcome.name(), "%d", accounts.outcomes().get(outcome));
    }
    line(table, "missing", "%d", accounts.missing());
    String excuse = restarts > 0 ? " (%d restarts)".formatted(restarts) : "";
    line(table, "repeats", "%d%s", accounts.repeats(), excuse);
    line(table, "by the deadline", "%.2f %%", accounts.deadlineHitRate() * 100);
    if (accounts.truth().known()) {
      line(table, "labelled right", "%s", right(accounts.truth()));
    }
    Accounts.Latency latency = accounts.latency();
    line(
        table,
        "capture to label",
        "p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms",
        latency.p50(),
        latency.p90(),
        latency.p99(),
        latency.max());
    accounts.variants().forEach((name, count) -> line(table, name, "%d", count));
    return table.toString();
  }

  private static String right(Truth truth) {
    String claim =
        truth.expected().isPresent()
            ? String.format(
                Locale.ROOT,
                "; the bundle's own accuracy, in this mix: %.2f %%",
                truth.expected().getAsDouble() * 100)
            : "";
    return String.format(
        Locale.ROOT,
        "%.2f %% of %d frames whose truth is known%s",
        truth.top1() * 100,
        truth.frames(),
        claim);
  }

  private static void line(StringBuilder table, String name, String format, Object... values) {
    table.append(
        String.format(
            Locale.ROOT, "  %-18s %s%n", name, String.format(Locale.ROOT, format, values)));
  }
}
