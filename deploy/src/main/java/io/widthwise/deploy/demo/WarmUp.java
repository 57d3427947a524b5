package io.widthwise.deploy.demo;

import io.widthwise.deploy.account.Accounts;
import io.widthwise.deploy.account.LedgerFeed;
import io.widthwise.deploy.account.OutcomeLedger;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceOptions;
import io.widthwise.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends frames of cameras of its own through the whole pipeline before anything is counted, so that
 * the first counted frames do not pay for connections and for code that is not compiled yet. Ends
 * when frames pass quickly, or after some seconds where they never do.
 */
final class WarmUp {
  private static final String CAMERA = "warm-up";

  /** How ids of its cameras begin. */
  static final String CAMERAS_BEGIN = CAMERA + "/";

  private static final int CAMERAS = 4;
  private static final double FRAMES_PER_SECOND = 15;
  private static final int PICTURES = 48;

  /** So long that none is shed. */
  private static final int BUDGET_MILLIS = 60_000;

  private static final double QUICK_MILLIS = 20;
  private static final int FEWEST_FRAMES = 120;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration OUTCOME_LIMIT = Duration.ofSeconds(60);

  private final OutcomeLedger ledger = new OutcomeLedger();

  /** Enters frames of the warm-up here and those of all other cameras in {@code counted}. */
  Function<String, OutcomeLedger> orElse(OutcomeLedger counted) {
    return cameraId -> cameraId.startsWith(CAMERAS_BEGIN) ? ledger : counted;
  }

  /**
   * Warms up.
   *
   * @throws StackException if frames do not come through
   */
  void run(Producer<String, byte[]> producer, String topic, LedgerFeed feed) throws Exception {
    SourceOptions options =
        SourceOptions.DEFAULT
            .withCameraId(CAMERA)
            .withCameras(CAMERAS)
            .withFps(FRAMES_PER_SECOND)
            .withPictures(PICTURES);
    FrameSource source = FrameSources.open("synthetic", options);
    PublisherSettings settings =
        PublisherSettings.forSource(source).withLatencyBudgetMillis(BUDGET_MILLIS);
    long published;
    try (Publishing publishing = new Publishing(source, settings, producer, topic)) {
      while (!isQuick() && publishing.elapsed().compareTo(LIMIT) < 0 && !publishing.ended()) {
        feed.requireHealthy();
        Thread.sleep(1_000);
      }
      publishing.finish();
      published = publishing.published();
    }
    awaitOutcomes(published, feed);
  }

  private boolean isQuick() {
    double recent = ledger.recentLatency().p90();
    return ledger.accounts().settled() >= FEWEST_FRAMES && recent > 0 && recent < QUICK_MILLIS;
  }

  private void awaitOutcomes(long published, LedgerFeed feed) throws InterruptedException {
    Instant limit = Instant.now().plus(OUTCOME_LIMIT);
    Accounts accounts = ledger.accounts();
    while (accounts.admitted() < published || accounts.missing() > 0) {
      feed.requireHealthy();
      if (Instant.now().isAfter(limit)) {
        throw new StackException(
            "of %d frames sent to warm up, %d were admitted and %d have an outcome after %d s"
                .formatted(
                    published, accounts.admitted(), accounts.settled(), OUTCOME_LIMIT.toSeconds()));
      }
      Thread.sleep(20);
      accounts = ledger.accounts();
    }
  }
}
