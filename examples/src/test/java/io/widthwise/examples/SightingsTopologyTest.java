package io.widthwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.client.FrameResultSerializer;
import io.widthwise.examples.Sighting.Event;
import io.widthwise.schemas.FrameResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTopologyTest {
  @TempDir Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, FrameResult> results;
  private TestOutputTopic<String, Sighting> sightings;

  @BeforeEach
  void start() {
    Properties properties = Sightings.properties("nowhere:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver =
        new TopologyTestDriver(
            SightingsTopology.build("results", "sightings"), properties, Results.START);
    results =
        driver.createInputTopic("results", new StringSerializer(), new FrameResultSerializer());
    sightings =
        driver.createOutputTopic(
            "sightings", new StringDeserializer(), new JsonSerde<>(Sighting.class).deserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void send(FrameResult result) {
    results.pipeInput(result.getCameraId(), result, result.getCaptureTime());
  }

  private void sendLabels(String camera, long from, long to, String label) {
    for (long sequence = from; sequence < to; sequence++) {
      send(Results.labelled(camera, sequence, label, 0.95));
    }
  }

  private List<String> told() {
    return sightings.readValuesToList().stream()
        .map(each -> each.cameraId() + " " + each.label() + " " + each.event())
        .toList();
  }

  @Test
  void whatIsSeenForSomeFramesEntersOnce() {
    sendLabels("gate", 0, 20, "forklift");

    assertThat(told()).containsExactly("gate forklift ENTER");
  }

  @Test
  void oneOddFrameChangesNothing() {
    sendLabels("gate", 0, 10, "forklift");
    send(Results.labelled("gate", 10, "pallet", 0.9));
    sendLabels("gate", 11, 20, "forklift");

    assertThat(told()).containsExactly("gate forklift ENTER");
  }

  @Test
  void anUncertainCameraNeitherEntersNorLeaves() {
    sendLabels("gate", 0, 10, "forklift");
    for (long sequence = 10; sequence < 40; sequence++) {
      send(Results.labelled("gate", sequence, "forklift", 0.45));
    }

    assertThat(told()).containsExactly("gate forklift ENTER");
  }

  @Test
  void anotherLabelTakesOver() {
    sendLabels("gate", 0, 10, "forklift");
    sendLabels("gate", 10, 20, "pallet");

    List<Sighting> all = sightings.readValuesToList();
    assertThat(all)
        .extracting(Sighting::event)
        .containsExactly(Event.ENTER, Event.LEAVE, Event.ENTER);
    assertThat(all).extracting(Sighting::label).containsExactly("forklift", "forklift", "pallet");
    assertThat(all.get(1).millisInView()).isBetween(900L, 1_500L);
  }

  @Test
  void aCameraThatFallsSilentShowsNothing() {
    sendLabels("gate", 0, 10, "forklift");
    sendLabels("yard", 10, 250, "pallet");

    assertThat(told())
        .containsExactly("gate forklift ENTER", "yard pallet ENTER", "gate forklift LEAVE");
  }

  @Test
  void repeatsAndFramesWithoutALabelDoNotCount() {
    FrameResult once = Results.labelled("gate", 0, "forklift", 0.95);
    for (int i = 0; i < 10; i++) {
      send(once);
    }
    send(Results.shed("gate", 1));

    assertThat(told()).isEmpty();
  }
}
