package io.widthwise.examples;

import io.widthwise.client.FrameResultDeserializer;
import io.widthwise.client.FrameResultSerializer;
import io.widthwise.schemas.FrameResult;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Results in, what enters and leaves each camera's view out.
 *
 * <pre>
 *   results -> smooth the labels of each camera ({@link SmoothedLabel}) -> sightings (JSON)
 * </pre>
 */
public final class SightingsTopology {
  static final String STORE = "smoothed-labels";

  private SightingsTopology() {}

  /**
   * @param results topic to read
   * @param sightings topic to write, {@link Sighting} as JSON by camera id
   */
  public static Topology build(String results, String sightings) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE),
            Serdes.String(),
            new JsonSerde<>(SmoothedLabel.class)));
    Serde<FrameResult> resultSerde =
        Serdes.serdeFrom(new FrameResultSerializer(), new FrameResultDeserializer());
    builder.stream(results, Consumed.with(Serdes.String(), resultSerde))
        .process(SightingsProcessor::new, STORE)
        .to(sightings, Produced.with(Serdes.String(), new JsonSerde<>(Sighting.class)));
    return builder.build();
  }
}
