package io.widthwise.deploy.account;

import io.widthwise.access.KafkaAccess;
import io.widthwise.deploy.connect.CommittedTopics;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads the topics from their beginning, in a thread of its own, into {@link OutcomeLedger}s. */
public final class LedgerFeed implements AutoCloseable {
  private static final String FRAME_ID = "frame-id";
  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicNames topics;
  private final Function<String, OutcomeLedger> ledgers;
  private final Consumer<byte[], byte[]> consumer;
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
  private final Thread thread = new Thread(this::follow, "ledger");
  private volatile boolean closed;
  private volatile RuntimeException failure;
  private volatile CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();

  /**
   * Begins to read.
   *
   * @param kafka how to get to the broker
   * @param ledgers where the frames of a camera are entered
   */
  public LedgerFeed(KafkaAccess kafka, TopicNames topics, Function<String, OutcomeLedger> ledgers) {
    this.topics = topics;
    this.ledgers = ledgers;
    this.consumer =
        new CommittedTopics(kafka, topics.frames(), topics.results(), topics.quarantine())
            .follow(true);
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          enter(message);
        }
        if (!caughtUp.isDone()) {
          Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
          if (ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp.complete(true);
          }
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      caughtUp.complete(false);
    }
  }

  private void enter(ConsumerRecord<byte[], byte[]> message) {
    byte[] key = message.key();
    OutcomeLedger ledger =
        ledgers.apply(key == null ? "" : new String(key, StandardCharsets.UTF_8));
    if (message.topic().equals(topics.frames())) {
      ledger.admitted(
          header(message, FRAME_ID)
              .orElseThrow(() -> new StackException(at(message) + " has no header " + FRAME_ID)));
    } else if (message.topic().equals(topics.results())) {
      try {
        ledger.settled(codec.decode(message.value()));
      } catch (UndecodableMessageException e) {
        throw new StackException(at(message) + " is no result: " + e.getMessage(), e);
      }
    } else {
      ledger.quarantined(
          header(message, QuarantineNote.TOPIC).filter(topics::isFramesRaw).isPresent());
    }
  }

  private static String at(ConsumerRecord<byte[], byte[]> message) {
    return "%s-%d@%d".formatted(message.topic(), message.partition(), message.offset());
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /**
   * Reads everything that is on the topics now.
   *
   * @return whether that was done by {@code limit}
   */
  public boolean catchUp(Instant limit) throws InterruptedException {
    requireHealthy();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    caughtUp = asked;
    while (!asked.isDone() && Instant.now().isBefore(limit) && thread.isAlive()) {
      Thread.sleep(POLL.toMillis() / 10);
    }
    requireHealthy();
    return asked.getNow(false);
  }

  /**
   * Checks that the books are still being kept.
   *
   * @throws StackException if not
   */
  public void requireHealthy() {
    if (failure != null) {
      throw new StackException("frames can no longer be counted: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
