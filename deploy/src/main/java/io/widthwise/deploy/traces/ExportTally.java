package io.widthwise.deploy.traces;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Counts what became of spans, and tells of trouble: when it begins, every ten seconds while it
 * lasts, and when the endpoint takes spans again. For many threads.
 */
final class ExportTally {
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final String endpoint;
  private final Clock clock;
  private final Consumer<String> report;
  private long exported;
  private long failed;
  private long dropped;
  private boolean failing;
  private Instant nextFailure = Instant.MIN;
  private Instant nextDrop = Instant.MIN;

  /**
   * @param endpoint where spans go, as people know it
   * @param report takes a sentence for people
   */
  ExportTally(String endpoint, Clock clock, Consumer<String> report) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.report = report;
  }

  /** The endpoint took so many spans. */
  synchronized void exported(int spans) {
    exported += spans;
    if (failing) {
      failing = false;
      nextFailure = Instant.MIN;
      report.accept("%s takes spans again; %s".formatted(endpoint, counts()));
    }
  }

  /** The endpoint did not take so many spans, which are lost. */
  synchronized void failed(int spans, String reason) {
    failed += spans;
    failing = true;
    Instant now = clock.instant();
    if (!now.isBefore(nextFailure)) {
      nextFailure = now.plus(BETWEEN_REPORTS);
      report.accept(
          "%s does not take spans: %s; check that an OTLP receiver for HTTP listens there (--otlp). Later spans are tried again; %s"
              .formatted(endpoint, reason, counts()));
    }
  }

  /** A span was dropped since too many wait. */
  synchronized void dropped() {
    dropped++;
    Instant now = clock.instant();
    if (!now.isBefore(nextDrop)) {
      nextDrop = now.plus(BETWEEN_REPORTS);
      report.accept(
          "spans are dropped, since %s takes them more slowly than they come; trace fewer frames (--sample, or the sampling of senders). So far %s"
              .formatted(endpoint, counts()));
    }
  }

  /** Spans that will never arrive. */
  synchronized long lost() {
    return failed + dropped;
  }

  /** How many spans had which fate. */
  synchronized String counts() {
    return "%d spans exported, %d not taken, %d dropped".formatted(exported, failed, dropped);
  }
}
