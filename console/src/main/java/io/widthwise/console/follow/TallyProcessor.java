package io.widthwise.console.follow;

import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the results of one partition. What is no result is counted, logged and passed over. */
final class TallyProcessor implements Processor<byte[], byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(TallyProcessor.class);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  /** Seconds that are kept decoded; results seldom come for older ones. */
  private static final int OPEN_SECONDS = 4;

  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
  private final Map<Long, SecondTally> open =
      new LinkedHashMap<>(OPEN_SECONDS * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SecondTally> eldest) {
          return size() > OPEN_SECONDS;
        }
      };
  private final Predicate<String> shown;
  private final Duration forgetAfter;
  private final AtomicLong undecodable;
  private final LongSupplier clockMillis;
  private KeyValueStore<String, byte[]> cameras;
  private WindowStore<Integer, byte[]> seconds;
  private int partition;

  TallyProcessor(
      Predicate<String> shown,
      Duration forgetAfter,
      AtomicLong undecodable,
      LongSupplier clockMillis) {
    this.shown = shown;
    this.forgetAfter = forgetAfter;
    this.undecodable = undecodable;
    this.clockMillis = clockMillis;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    cameras = context.getStateStore(ResultsTopology.CAMERAS);
    seconds = context.getStateStore(ResultsTopology.SECONDS);
    partition = context.taskId().partition();
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> forgetSilentCameras());
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    FrameResult result;
    try {
      result = codec.decode(message.value());
    } catch (UndecodableMessageException e) {
      if (undecodable.getAndIncrement() == 0) {
        LOG.warn("a message of the results topic is passed over: {}", e.getMessage());
      }
      return;
    }
    if (!shown.test(result.getCameraId())) {
      return;
    }
    long millis = message.timestamp();
    count(result, Math.floorDiv(millis, 1_000L) * 1_000);
    byte[] known = cameras.get(result.getCameraId());
    CameraState state =
        known == null
            ? CameraState.first(result, millis)
            : CameraState.decode(known).after(result, millis);
    cameras.put(result.getCameraId(), state.encode());
  }

  private void count(FrameResult result, long secondMillis) {
    SecondTally tally = open.computeIfAbsent(secondMillis, this::stored);
    tally.add(result);
    seconds.put(partition, tally.encode(), secondMillis);
  }

  private SecondTally stored(long secondMillis) {
    byte[] stored = seconds.fetch(partition, secondMillis);
    return stored == null ? new SecondTally() : SecondTally.decode(stored);
  }

  private void forgetSilentCameras() {
    long before = clockMillis.getAsLong() - forgetAfter.toMillis();
    try (KeyValueIterator<String, byte[]> all = cameras.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> each = all.next();
        if (CameraState.decode(each.value).pace().atMillis() < before) {
          cameras.delete(each.key);
        }
      }
    }
  }
}
