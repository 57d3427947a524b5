package io.widthwise.console.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.access.KafkaAccess;
import io.widthwise.console.live.Overview.QuarantineCounts;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest messages of the quarantine topic, without their bytes. Every instance reads the
 * whole topic from near its end.
 */
public final class QuarantineFollower implements AutoCloseable {
  /** How many messages are kept. */
  public static final int KEPT = 500;

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MAX_TEXT = 1_000;
  private static final int FETCH_BYTES = 1 << 20;

  private final KafkaAccess kafka;
  private final String topic;
  private final Thread thread;
  private final Deque<QuarantinedItem> newest = new ArrayDeque<>();
  private volatile boolean closed;

  public QuarantineFollower(KafkaAccess kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
    this.thread = new Thread(this::run, "quarantine-follower");
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** The newest messages, the newest first, at most {@value #KEPT}. */
  public synchronized List<QuarantinedItem> newest() {
    List<QuarantinedItem> items = new ArrayList<>(newest);
    // Partitions are read one after another, so what is read last is not always newest.
    items.sort(Comparator.comparingLong(QuarantinedItem::timeMillis).reversed());
    return items;
  }

  /** The message of that id, if it is among the newest. */
  public synchronized Optional<QuarantinedItem> find(String id) {
    return newest.stream().filter(item -> item.id().equals(id)).findFirst();
  }

  /** What the newest messages are. */
  public QuarantineCounts counts() {
    List<QuarantinedItem> items = newest();
    TreeMap<String, Integer> codes = new TreeMap<>();
    items.forEach(item -> codes.merge(item.code(), 1, Integer::sum));
    return new QuarantineCounts(items.size(), items.isEmpty() ? null : items.get(0).id(), codes);
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (WakeupException | InterruptException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("{} cannot be read; it is tried again: {}", topic, e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void follow() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) ->
                  consumer.seek(partition, Math.max(starts.get(partition), end - KEPT)));
      synchronized (this) {
        newest.clear();
      }
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          keep(item(message));
        }
      }
    }
  }

  private synchronized void keep(QuarantinedItem item) {
    newest.addLast(item);
    if (newest.size() > KEPT) {
      newest.stream()
          .min(Comparator.comparingLong(QuarantinedItem::timeMillis))
          .ifPresent(newest::remove);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES * 4,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static QuarantinedItem item(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : message.headers()) {
      headers.put(
          printable(header.key()),
          header.value() == null ? "" : printable(new String(header.value(), UTF_8)));
    }
    return new QuarantinedItem(
        message.partition() + "@" + message.offset(),
        message.timestamp(),
        message.key() == null ? "" : printable(new String(message.key(), UTF_8)),
        headers.getOrDefault(QuarantineNote.CODE, "unknown"),
        headers.getOrDefault(QuarantineNote.REASON, ""),
        "%s-%s@%s"
            .formatted(
                headers.getOrDefault(QuarantineNote.TOPIC, "?"),
                headers.getOrDefault(QuarantineNote.PARTITION, "?"),
                headers.getOrDefault(QuarantineNote.OFFSET, "?")),
        bytes(message, headers),
        headers);
  }

  private static int bytes(ConsumerRecord<byte[], byte[]> message, Map<String, String> headers) {
    if (message.value() != null) {
      return message.value().length;
    }
    return headers.containsKey(QuarantinedPayload.REDACTED) ? -1 : 0;
  }

  private static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) + "…" : clean;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
