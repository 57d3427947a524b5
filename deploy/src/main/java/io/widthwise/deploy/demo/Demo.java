package io.widthwise.deploy.demo;

import io.widthwise.access.Role;
import io.widthwise.deploy.Installation;
import io.widthwise.deploy.JobOptions;
import io.widthwise.deploy.JobSubmission;
import io.widthwise.deploy.PublishOptions;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.account.Accounts;
import io.widthwise.deploy.account.LedgerFeed;
import io.widthwise.deploy.account.ModelCard;
import io.widthwise.deploy.account.OutcomeLedger;
import io.widthwise.deploy.lifecycle.ConsoleProcess;
import io.widthwise.deploy.lifecycle.Pipeline;
import io.widthwise.deploy.lifecycle.StackDefaults;
import io.widthwise.deploy.lifecycle.StackOptions;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.LocalStack;
import io.widthwise.stack.StackListener;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.Producer;

/** One run of the whole pipeline on this machine, from camera to counted results. */
final class Demo {
  private static final StackDefaults DEFAULTS = new StackDefaults(0, 0, 0);
  private static final long STATUS_MILLIS = 1_000;

  /** A killed TaskManager takes some ten seconds to come back. */
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);

  private final Installation installation;
  private final StackOptions stackOptions;
  private final JobOptions jobOptions;
  private final PublishOptions publishOptions;
  private final OptionalInt seconds;
  private final StopSignal stop;
  private final PrintWriter err;

  private final TopicNames topics = new TopicNames(TopicNames.DEFAULT_PREFIX);
  private final OutcomeLedger ledger;
  private final WarmUp warmUp = new WarmUp();
  private long published;
  private double publishingSeconds;
  private int restarts;
  private volatile boolean waitingForSource;

  Demo(
      Installation installation,
      StackOptions stackOptions,
      JobOptions jobOptions,
      PublishOptions publishOptions,
      OptionalInt seconds,
      ModelCard card,
      StopSignal stop,
      PrintWriter err) {
    this.installation = installation;
    this.stackOptions = stackOptions;
    this.jobOptions = jobOptions;
    this.publishOptions = publishOptions;
    this.seconds = seconds;
    this.ledger = new OutcomeLedger(card);
    this.stop = stop;
    this.err = err;
  }

  /** Runs until its time is over or a stop is requested, and leaves no process. */
  void run(Path directory, Path bundle) throws Exception {
    say("starting broker, Flink and admission in " + directory);
    JobHolder job = new JobHolder();
    // First, since a source may have pictures to draw, which it does while the rest starts.
    try (FrameSource source = publishOptions.open(true, this::sayOnceWaiting);
        LocalStack stack =
            Pipeline.start(
                installation,
                stackOptions,
                directory,
                topics,
                DEFAULTS,
                jobOptions.delivery(),
                "demo",
                job)) {
      say(
          "broker %s, Flink %s; submitting the job"
              .formatted(stack.bootstrapServers(), stack.flinkAddress()));
      job.submit(
          stack.flinkAddress(),
          jobOptions.arguments(
              stack.bootstrapServers(),
              topics,
              bundle,
              jobOptions.lanesOnThisMachine(),
              stack.kafkaConfig(Role.JOB)));
      ConsoleProcess.start(
              stack,
              installation,
              stackOptions,
              directory,
              topics,
              bundle,
              List.of(WarmUp.CAMERAS_BEGIN))
          .ifPresent(address -> say("console " + address));
      try (LedgerFeed feed =
              new LedgerFeed(stack.kafka(Role.OPERATOR), topics, warmUp.orElse(ledger));
          Producer<String, byte[]> producer =
              ProducerSettings.of(stack.kafka(Role.PUBLISHER)).create()) {
        say("warming up");
        warmUp.run(producer, topics.framesRaw(), feed);
        try {
          waitingForSource = true;
          source.awaitReady();
          publish(source, producer, feed);
          settle(feed);
        } finally {
          restarts = stack.restarts() + job.restarts();
        }
      }
    }
  }

  private void publish(FrameSource source, Producer<String, byte[]> producer, LedgerFeed feed)
      throws Exception {
    PublisherSettings settings = publishOptions.settings(source, Optional.empty());
    try (Publishing publishing = new Publishing(source, settings, producer, topics.framesRaw())) {
      stop.onStop(publishing::stop);
      say("publishing " + publishing.description());
      try {
        watch(publishing, feed);
      } finally {
        publishingSeconds = publishing.elapsed().toNanos() / 1e9;
        publishing.stop();
        published = publishing.published();
      }
      publishing.finish();
      published = publishing.published();
    }
  }

  private void watch(Publishing publishing, LedgerFeed feed) throws InterruptedException {
    long end = seconds.isPresent() ? seconds.getAsInt() * STATUS_MILLIS : Long.MAX_VALUE;
    long second = 0;
    while (!publishing.ended()) {
      second++;
      long due = Math.min(end, second * STATUS_MILLIS);
      if (stop.await(Math.max(0, due - publishing.elapsed().toMillis()))) {
        return;
      }
      feed.requireHealthy();
      Accounts accounts = ledger.accounts();
      say(StatusLine.of(second, publishing.published(), accounts, ledger.recentLatency()));
      if (due >= end) {
        return;
      }
    }
  }

  /** Waits for what is still on its way, as long as anything moves. */
  private void settle(LedgerFeed feed) throws InterruptedException {
    stop.onStop(() -> {});
    say("waiting for the last frames");
    long lastSeen = -1;
    Instant quiet = Instant.now().plus(QUIET_LIMIT);
    while (Instant.now().isBefore(quiet)) {
      if (feed.catchUp(quiet) && arrived(ledger.accounts())) {
        // Once more, so that a repeat right behind the last outcome is counted, too.
        feed.catchUp(quiet);
        return;
      }
      Accounts accounts = ledger.accounts();
      long seen = accounts.admitted() + accounts.refused() + accounts.settled();
      if (seen != lastSeen) {
        lastSeen = seen;
        quiet = Instant.now().plus(QUIET_LIMIT);
      }
      Thread.sleep(20);
    }
  }

  private boolean arrived(Accounts accounts) {
    return accounts.admitted() + accounts.refused() >= published && accounts.missing() == 0;
  }

  Summary summary() {
    return new Summary(published, ledger.accounts(), publishingSeconds, restarts);
  }

  /** How far a source is matters to people only if there is nothing else to wait for. */
  private void sayOnceWaiting(String sentence) {
    if (waitingForSource) {
      say(sentence);
    }
  }

  private void say(String sentence) {
    err.println(sentence);
    err.flush();
  }

  /** The job of this run. */
  private final class JobHolder implements StackListener {
    private FlinkRest flink;
    private String id;

    void submit(URI address, List<String> arguments) {
      flink = new FlinkRest(address);
      id = JobSubmission.submit(flink, installation.jobJar(), arguments);
    }

    int restarts() {
      return flink.restarts(id);
    }

    @Override
    public void event(String sentence) {
      say(sentence);
    }
  }
}
