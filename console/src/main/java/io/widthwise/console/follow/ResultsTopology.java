package io.widthwise.console.follow;

import io.widthwise.console.ConsoleSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The Kafka Streams topology from {@code results} to two stores: the newest state of every camera,
 * and a tally of every second. Both are kept on disk and, once a second, in changelog topics.
 */
final class ResultsTopology {
  /** Camera id to {@code CameraState}. */
  static final String CAMERAS = "cameras";

  /** Partition of results, by second, to {@code SecondTally}. */
  static final String SECONDS = "seconds";

  static final Duration SECOND = Duration.ofSeconds(1);
  private static final String RESULTS = "results";
  private static final String TALLY = "tally";

  private ResultsTopology() {}

  static Topology build(
      ConsoleSettings settings, AtomicLong undecodable, LongSupplier clockMillis) {
    Topology topology = new Topology();
    topology.addSource(
        // Older results would be counted in seconds that are no longer shown.
        AutoOffsetReset.byDuration(settings.history()),
        RESULTS,
        new LogAndSkipOnInvalidTimestamp(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        settings.topics().results());
    topology.addProcessor(
        TALLY,
        () -> new TallyProcessor(settings::shows, settings.forgetAfter(), undecodable, clockMillis),
        RESULTS);
    topology.addStateStore(cameras(), TALLY);
    topology.addStateStore(seconds(settings.history()), TALLY);
    return topology;
  }

  // The caches let a second's many changes reach disk and changelog once.

  private static StoreBuilder<KeyValueStore<String, byte[]>> cameras() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(CAMERAS), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  /**
   * In memory, where twenty minutes take a megabyte and come back from the changelog. On disk each
   * partition would open a database for every ten of them.
   */
  private static StoreBuilder<WindowStore<Integer, byte[]>> seconds(Duration history) {
    return Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore(SECONDS, history.multipliedBy(2), SECOND, false),
            Serdes.Integer(),
            Serdes.ByteArray())
        .withCachingEnabled();
  }
}
