package io.widthwise.bench.traffic;

import io.widthwise.access.KafkaAccess;
import io.widthwise.bench.latency.TopicTail;
import io.widthwise.bench.replay.Pictures;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/** Has cameras send to the running pipeline and hears what becomes of every frame. */
public final class TrafficRun {
  /** From here to the first frame, so that it is not late for want of a connection. */
  private static final Duration LEAD = Duration.ofSeconds(1);

  /** Frames of which nothing was heard for so long after the others are not waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaAccess kafka;
  private final TopicNames topics;
  private final Pictures pictures;
  private final int budgetMillis;
  private final long seed;
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();

  /**
   * @param budgetMillis time from capture to deadline
   * @param seed decides how cameras' frames interleave
   */
  public TrafficRun(
      KafkaAccess kafka, TopicNames topics, Pictures pictures, int budgetMillis, long seed) {
    this.kafka = kafka;
    this.topics = topics;
    this.pictures = pictures;
    this.budgetMillis = budgetMillis;
    this.seed = seed;
  }

  /** Sends sound frames. */
  public Account run(Collection<Sender> senders, Runnable atStart) throws Exception {
    return run(senders, index -> Fault.NONE, atStart);
  }

  /**
   * Sends frames when they are due and waits until something is known of each, or nothing more is
   * heard.
   *
   * @param faults what is wrong with which frame of the run
   * @param atStart called when the first second begins
   */
  public Account run(Collection<Sender> senders, IntFunction<Fault> faults, Runnable atStart)
      throws Exception {
    FrameStamp stamp =
        new FrameStamp(
            "traffic-" + UUID.randomUUID().toString().substring(0, 8), pictures, budgetMillis);
    Ledger ledger = new Ledger();
    try (TopicTail tail = new TopicTail(kafka, topics.results(), topics.quarantine());
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create()) {
      // Asks the broker now for what the first send would wait for.
      producer.partitionsFor(topics.framesRaw());
      Instant start = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.MICROS);
      try (TrafficPublisher publisher =
          new TrafficPublisher(
              new Timetable(senders, seed),
              stamp,
              faults,
              ledger,
              producer,
              topics.framesRaw(),
              start)) {
        publisher.start();
        atStart.run();
        hear(tail, stamp, start, publisher, ledger);
        publisher.join();
      }
    }
    return new Account(ledger.entries(), ledger.notSentFrames(), ledger.repeats());
  }

  private void hear(
      TopicTail tail, FrameStamp stamp, Instant start, TrafficPublisher publisher, Ledger ledger)
      throws Exception {
    Instant lastNews = Instant.now().plus(LEAD);
    while (!publisher.hasEnded() || !ledger.isComplete()) {
      Iterable<ConsumerRecord<String, byte[]>> messages = tail.poll();
      Instant now = Instant.now();
      for (ConsumerRecord<String, byte[]> message : messages) {
        if (message.key() != null && stamp.isOurs(message.key())) {
          enter(message, start, now, ledger);
          lastNews = now;
        }
      }
      if (publisher.hasEnded()) {
        publisher.join();
        if (now.isAfter(lastNews.plus(PATIENCE))) {
          return;
        }
      }
    }
  }

  private void enter(
      ConsumerRecord<String, byte[]> message, Instant start, Instant now, Ledger ledger)
      throws UndecodableMessageException {
    if (message.topic().equals(topics.quarantine())) {
      ledger.quarantined(FrameStamp.indexOf(message.value()));
      return;
    }
    FrameResult result = codec.decode(message.value());
    ledger.answered(
        Math.toIntExact(result.getSequence()),
        result.getOutcome(),
        micros(start, result.getTimings().getAdmitted()),
        micros(start, result.getTimings().getFinished()),
        micros(start, now));
  }

  private static long micros(Instant from, Instant to) {
    return ChronoUnit.MICROS.between(from, to);
  }
}
