package io.widthwise.bench.fuzz;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.bench.latency.TopicTail;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends damaged frames through the running stack, with healthy cameras beside them. */
final class PipelineFuzz {
  private static final int CAMERAS = 4;

  /** Ten frames a second of each healthy camera, whatever the rate of damaged ones. */
  private static final int HEALTHY_HERTZ = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackState stack;
  private final TopicNames topics;
  private final int frames;
  private final int rate;
  private final long seed;

  PipelineFuzz(Path workDirectory, int frames, int rate, long seed) {
    this.stack =
        StackState.read(workDirectory)
            .orElseThrow(
                () ->
                    new StackException(
                        "no stack runs in %s; start one with 'up' and 'submit'"
                            .formatted(workDirectory)));
    this.topics = new TopicNames(stack.topicPrefix());
    this.frames = frames;
    this.rate = rate;
    this.seed = seed;
  }

  PipelineReport run() throws Exception {
    FlinkRest flink = new FlinkRest(URI.create(stack.flinkAddress()));
    FlinkJob job = runningJob(flink);
    int restartsBefore = flink.restarts(job.id());
    String run = UUID.randomUUID().toString().substring(0, 8);
    PipelineLedger ledger = new PipelineLedger("fuzz-" + run, "healthy-" + run, topics.framesRaw());
    long started = System.nanoTime();
    int healthySent;
    KafkaAccess kafka = stack.kafka(Role.OPERATOR);
    try (TopicTail admitted = new TopicTail(kafka, topics.frames());
        TopicTail results = new TopicTail(kafka, topics.results());
        TopicTail quarantine = new TopicTail(kafka, topics.quarantine());
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create();
        DamagedFrames press = new DamagedFrames(seed)) {
      CompletableFuture<Integer> publishing =
          CompletableFuture.supplyAsync(() -> publish(producer, press, run));
      Instant lastNews = Instant.now();
      int known = -1;
      while (!isComplete(ledger, publishing)
          && (!publishing.isDone() || Instant.now().isBefore(lastNews.plus(PATIENCE)))) {
        for (ConsumerRecord<String, byte[]> message : admitted.poll()) {
          ledger.frame(message);
        }
        for (ConsumerRecord<String, byte[]> message : quarantine.poll()) {
          ledger.quarantined(message);
        }
        for (ConsumerRecord<String, byte[]> message : results.poll()) {
          ledger.result(message);
        }
        int now =
            ledger.admitted()
                + ledger.refused()
                + ledger.healthyAnswered()
                - ledger.withoutOutcome()
                - ledger.rejectedNotInQuarantine();
        if (now != known) {
          known = now;
          lastNews = Instant.now();
        }
      }
      healthySent = publishing.get();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    int onTime = ledger.healthyOutcomes().getOrDefault("CLASSIFIED", 0);
    return new PipelineReport(
        seed,
        frames,
        ledger.admitted(),
        ledger.refused(),
        frames - ledger.admitted() - ledger.refused(),
        ledger.outcomes(),
        ledger.withoutOutcome(),
        ledger.repeats(),
        ledger.rejectedNotInQuarantine(),
        healthySent,
        ledger.healthyOutcomes(),
        healthySent == 0 ? 1 : (double) onTime / healthySent,
        flink.restarts(job.id()) - restartsBefore,
        seconds);
  }

  private FlinkJob runningJob(FlinkRest flink) {
    return flink.jobs().stream()
        .filter(each -> each.state().equals("RUNNING"))
        .filter(each -> each.name().equals("widthwise " + topics.prefix()))
        .findFirst()
        .orElseThrow(
            () ->
                new StackException(
                    "no job serves topics of prefix '%s'; start one with 'submit'"
                        .formatted(topics.prefix())));
  }

  private boolean isComplete(PipelineLedger ledger, CompletableFuture<Integer> publishing)
      throws ExecutionException, InterruptedException {
    return publishing.isDone()
        && ledger.admitted() + ledger.refused() >= frames
        && ledger.withoutOutcome() == 0
        && ledger.rejectedNotInQuarantine() == 0
        && ledger.healthyAnswered() >= publishing.get();
  }

  /** Returns how many healthy frames were sent among the damaged ones. */
  @SuppressWarnings("FutureReturnValueIgnored") // What did not arrive is missing in the ledger.
  private int publish(Producer<String, byte[]> producer, DamagedFrames press, String run) {
    long start = System.nanoTime();
    int healthy = 0;
    for (int i = 0; i < frames; i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      String damaged = "fuzz-" + run + "-" + i % CAMERAS;
      producer.send(
          new ProducerRecord<>(topics.framesRaw(), damaged, press.damaged(damaged, i, now)));
      if (healthy * (long) rate <= (long) i * HEALTHY_HERTZ) {
        String sound = "healthy-" + run + "-" + healthy % CAMERAS;
        producer.send(
            new ProducerRecord<>(
                topics.framesRaw(), sound, press.sound(sound, healthy, Instant.now())));
        healthy++;
      }
    }
    producer.flush();
    return healthy;
  }
}
