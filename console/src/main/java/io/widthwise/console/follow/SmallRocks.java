package io.widthwise.console.follow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps each store's native memory to a few megabytes; by default it is a hundred, for each
 * partition. Made by Kafka Streams, by name.
 */
public final class SmallRocks implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 2 << 20;
  private static final long WRITE_BUFFER_BYTES = 1 << 20;

  private final Map<String, Cache> caches = new ConcurrentHashMap<>();

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    Cache cache = new LRUCache(CACHE_BYTES);
    caches.put(store, cache);
    table.setBlockCache(cache);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String store, Options options) {
    Cache cache = caches.remove(store);
    if (cache != null) {
      cache.close();
    }
  }
}
