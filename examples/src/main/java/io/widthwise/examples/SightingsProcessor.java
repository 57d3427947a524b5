package io.widthwise.examples;

import io.widthwise.examples.Sighting.Event;
import io.widthwise.schemas.FrameResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps what each camera shows, and tells when that changes. What a camera that sends nothing for
 * {@link #SILENCE} last showed has left, by stream time: the newest record of the partition.
 */
final class SightingsProcessor implements Processor<String, FrameResult, String, Sighting> {
  static final Duration SILENCE = Duration.ofSeconds(10);

  private ProcessorContext<String, Sighting> context;
  private KeyValueStore<String, SmoothedLabel> store;

  @Override
  public void init(ProcessorContext<String, Sighting> context) {
    this.context = context;
    this.store = context.getStateStore(SightingsTopology.STORE);
    context.schedule(Duration.ofSeconds(1), PunctuationType.STREAM_TIME, this::endSilentOnes);
  }

  /** Frames without a label say nothing of what was in view. */
  @Override
  public void process(Record<String, FrameResult> message) {
    FrameResult result = message.value();
    if (result == null || result.getTopK().isEmpty()) {
      return;
    }
    String camera = message.key();
    SmoothedLabel before = stored(camera);
    long captured = micros(result.getCaptureTime());
    // A repeat, or a frame that another lane was slower with.
    if (captured <= before.lastMicros()) {
      return;
    }
    SmoothedLabel after = before.after(captured, probabilities(result));
    store.put(camera, after);
    tell(camera, before, after, message.timestamp());
  }

  private SmoothedLabel stored(String camera) {
    SmoothedLabel known = store.get(camera);
    return known == null ? SmoothedLabel.NOTHING : known;
  }

  private static Map<String, Double> probabilities(FrameResult result) {
    return result.getTopK().stream()
        .collect(
            Collectors.toMap(
                label -> label.getName(), label -> (double) label.getProbability(), Double::sum));
  }

  private void tell(String camera, SmoothedLabel before, SmoothedLabel after, long timestamp) {
    boolean same =
        before.label() == null ? after.label() == null : before.label().equals(after.label());
    if (same) {
      return;
    }
    if (before.label() != null) {
      leave(camera, before, after.lastMicros(), timestamp);
    }
    if (after.label() != null) {
      emit(new Sighting(camera, after.label(), Event.ENTER, after.sinceMicros(), 0), timestamp);
    }
  }

  private void leave(String camera, SmoothedLabel shown, long micros, long timestamp) {
    long inView = (micros - shown.sinceMicros()) / 1_000;
    emit(new Sighting(camera, shown.label(), Event.LEAVE, micros, inView), timestamp);
  }

  private void emit(Sighting sighting, long timestamp) {
    context.forward(new Record<>(sighting.cameraId(), sighting, timestamp));
  }

  private void endSilentOnes(long nowMillis) {
    long silentBefore = (nowMillis - SILENCE.toMillis()) * 1_000;
    List<KeyValue<String, SmoothedLabel>> silent = new ArrayList<>();
    try (KeyValueIterator<String, SmoothedLabel> all = store.all()) {
      all.forEachRemaining(
          each -> {
            if (each.value.label() != null && each.value.lastMicros() < silentBefore) {
              silent.add(each);
            }
          });
    }
    for (KeyValue<String, SmoothedLabel> each : silent) {
      leave(each.key, each.value, each.value.lastMicros(), nowMillis);
      store.put(each.key, new SmoothedLabel(each.value.lastMicros(), null, 0, Map.of()));
    }
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
