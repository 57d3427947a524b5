package io.widthwise.bench.chaos;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all topics from their beginning, committed records only, into a {@link FrameBook}. */
final class BookKeeper implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int FETCH_BYTES = 8 << 20;

  private final TopicNames topics;
  private final FrameBook book;
  private final Consumer<byte[], byte[]> consumer;
  private final SingleObjectCodec<Frame> frames = Codecs.frame();
  private final SingleObjectCodec<FrameResult> results = Codecs.frameResult();
  private final Thread thread = new Thread(this::read, "book-keeper");
  private volatile boolean closed;
  private volatile RuntimeException failure;
  private volatile CompletableFuture<Boolean> caughtUp = CompletableFuture.completedFuture(true);

  // Of the reading thread.
  private CompletableFuture<Boolean> goalOf = caughtUp;
  private Map<TopicPartition, Long> goal = Map.of();

  BookKeeper(String bootstrapServers, TopicNames topics, FrameBook book) {
    this.topics = topics;
    this.book = book;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                FETCH_BYTES),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.framesRaw(), topics.frames(), topics.results(), topics.quarantine())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          enter(message);
        }
        catchUp();
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      caughtUp.complete(false);
    }
  }

  /**
   * Completes what was asked for last once all is read that was there when it was first looked at:
   * cameras go on sending, so there is always something newer.
   */
  private void catchUp() {
    CompletableFuture<Boolean> asked = caughtUp;
    if (asked.isDone()) {
      return;
    }
    try {
      if (asked != goalOf) {
        goal = consumer.endOffsets(consumer.assignment());
        goalOf = asked;
      }
      if (goal.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        asked.complete(true);
      }
    } catch (TimeoutException brokerAway) {
      // Tried again after the next poll.
    }
  }

  private void enter(ConsumerRecord<byte[], byte[]> message) {
    try {
      if (message.topic().equals(topics.framesRaw())) {
        book.published(frames.decode(message.value()).getFrameId());
      } else if (message.topic().equals(topics.frames())) {
        book.admitted(frames.decode(message.value()).getFrameId());
      } else if (message.topic().equals(topics.results())) {
        FrameResult result = results.decode(message.value());
        book.settled(result.getFrameId(), result.getOutcome() == Outcome.CLASSIFIED);
      } else {
        book.refused(frames.decode(message.value()).getFrameId());
      }
    } catch (UndecodableMessageException e) {
      throw new StackException(
          "%s-%d@%d cannot be read: %s"
              .formatted(message.topic(), message.partition(), message.offset(), e.getMessage()),
          e);
    }
  }

  /**
   * Waits until everything is read that is on the topics now.
   *
   * @return whether that was done by {@code limit}
   */
  boolean catchUp(Instant limit) throws InterruptedException {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    caughtUp = asked;
    while (!asked.isDone() && Instant.now().isBefore(limit) && thread.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    requireHealthy();
    return asked.getNow(false);
  }

  /**
   * Checks that the book is being kept.
   *
   * @throws StackException if not
   */
  void requireHealthy() {
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
