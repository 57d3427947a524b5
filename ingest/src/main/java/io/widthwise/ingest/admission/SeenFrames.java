package io.widthwise.ingest.admission;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Frame ids of the last while, each with the record that brought it first.
 *
 * <p>Kept in an in-memory window store with a changelog: an entry is some hundred bytes, whatever
 * names cameras have, and lives for minutes, so memory is cheap, a restart restores little, and no
 * native memory or files need care as they would with RocksDB. Expiry costs nothing, since the
 * store drops whole windows. Times are cut to a fraction of the window so that a look-up is a
 * handful of point reads; that store's range reads visit every millisecond that holds an entry.
 *
 * <p>The origin tells a duplicate from the same record processed again after a crash: the changelog
 * may have survived when the admitted frame did not, and dropping it then would lose it.
 */
final class SeenFrames {
  static final String STORE = "seen-frames";
  private static final int SLOTS = 4;

  /** Enough that nobody finds two frames with the same key. */
  private static final int KEY_BYTES = 16;

  private static final int TOPIC_BYTES = 8;
  private static final int CHANGELOG_SEGMENT_BYTES = 16 << 20;

  private final WindowStore<byte[], byte[]> store;
  private final long slotMillis;

  SeenFrames(WindowStore<byte[], byte[]> store, Duration window) {
    this.store = store;
    this.slotMillis = slotMillis(window);
  }

  static StoreBuilder<WindowStore<byte[], byte[]>> storeBuilder(Duration window) {
    Duration slot = Duration.ofMillis(slotMillis(window));
    return Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore(STORE, slot.multipliedBy(SLOTS + 2), slot, false),
            Serdes.ByteArray(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelogConfig(slot));
  }

  /**
   * The broker deletes whole segments only, so they must be short: whatever is in the changelog is
   * read at every start.
   */
  private static Map<String, String> changelogConfig(Duration slot) {
    return Map.of(
        TopicConfig.SEGMENT_MS_CONFIG,
        Long.toString(slot.toMillis()),
        TopicConfig.SEGMENT_BYTES_CONFIG,
        Integer.toString(CHANGELOG_SEGMENT_BYTES));
  }

  private static long slotMillis(Duration window) {
    return (window.toMillis() + SLOTS - 1) / SLOTS;
  }

  /** What is known of a frame id. */
  enum Sighting {
    /** Not seen within the window. */
    FIRST,
    /** This very record was admitted before, and is processed again. */
    AGAIN,
    /** Another record brought it. */
    DUPLICATE
  }

  /** Looks up a frame at {@code millis}; entries count for the window and less than a slot more. */
  Sighting look(String cameraId, String frameId, RecordMetadata record, long millis) {
    byte[] key = key(cameraId, frameId);
    byte[] here = origin(record);
    long newest = slotOf(millis);
    for (int slot = 0; slot <= SLOTS; slot++) {
      byte[] origin = store.fetch(key, newest - slot * slotMillis);
      if (origin != null) {
        return Arrays.equals(origin, here) ? Sighting.AGAIN : Sighting.DUPLICATE;
      }
    }
    return Sighting.FIRST;
  }

  void remember(String cameraId, String frameId, RecordMetadata record, long millis) {
    store.put(key(cameraId, frameId), origin(record), slotOf(millis));
  }

  private static byte[] origin(RecordMetadata record) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + TOPIC_BYTES)
        .putInt(record.partition())
        .putLong(record.offset())
        .put(hash(record.topic(), TOPIC_BYTES))
        .array();
  }

  private long slotOf(long millis) {
    return Math.floorDiv(millis, slotMillis) * slotMillis;
  }

  /** A camera that borrows another's frame ids harms only itself. */
  private static byte[] key(String cameraId, String frameId) {
    return hash(cameraId + '\n' + frameId, KEY_BYTES);
  }

  /** The first bytes of SHA-256. */
  private static byte[] hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
