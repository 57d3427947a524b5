package io.widthwise.console.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.access.KafkaAccess;
import io.widthwise.console.ConsoleSettings;
import io.widthwise.console.TestResults;
import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTopologyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.300Z");
  private static final Duration LATENCY = Duration.ofMillis(30);

  @TempDir Path directory;
  private final AtomicLong undecodable = new AtomicLong();
  private final AtomicLong clockMillis = new AtomicLong(NOW.toEpochMilli());
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> results;

  @BeforeEach
  void start() {
    TopicNames topics = new TopicNames("test.");
    ConsoleSettings settings =
        ConsoleSettings.of(KafkaAccess.plaintext("nowhere:1"), topics, directory)
            .withLeaveOut(List.of("warm-up/"));
    driver =
        new TopologyTestDriver(
            ResultsTopology.build(settings, undecodable, clockMillis::get),
            FollowerProperties.of(settings, new HostInfo("127.0.0.1", 1)),
            NOW);
    results =
        driver.createInputTopic(
            topics.results(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void send(FrameResult result, Instant appended) {
    results.pipeInput(
        result.getCameraId().getBytes(StandardCharsets.UTF_8),
        Codecs.frameResult().encode(result),
        appended);
  }

  private CameraState camera(String id) {
    KeyValueStore<String, byte[]> store = driver.getKeyValueStore(ResultsTopology.CAMERAS);
    byte[] found = store.get(id);
    return found == null ? null : CameraState.decode(found);
  }

  private SecondTally second(Instant time) {
    WindowStore<Integer, byte[]> store = driver.getWindowStore(ResultsTopology.SECONDS);
    return SecondTally.decode(store.fetch(0, time.getEpochSecond() * 1_000));
  }

  @Test
  void keepsTheNewestResultOfEachCameraAndATallyOfEachSecond() {
    send(TestResults.classified("door", 1, NOW, LATENCY), NOW);
    send(TestResults.classified("dock", 1, NOW, LATENCY), NOW.plusMillis(100));
    send(TestResults.classified("door", 2, NOW.plusMillis(900), LATENCY), NOW.plusMillis(900));

    assertThat(camera("door").sequence()).isEqualTo(2);
    assertThat(camera("dock").sequence()).isEqualTo(1);
    assertThat(second(NOW).results()).isEqualTo(2);
    assertThat(second(NOW.plusSeconds(1)).results()).isEqualTo(1);
  }

  @Test
  void aResultThatComesForAnEarlierSecondIsCountedThere() {
    send(TestResults.classified("door", 1, NOW, LATENCY), NOW);
    for (int i = 1; i <= 20; i++) {
      Instant later = NOW.plusSeconds(i);
      send(TestResults.classified("door", 1 + i, later, LATENCY), later);
    }
    send(TestResults.of("dock", 1, NOW, LATENCY, Outcome.LATE, "late", 0.5), NOW);
    assertThat(second(NOW).results()).isEqualTo(2);
  }

  @Test
  void camerasThatAreLeftOutCountNowhere() {
    send(TestResults.classified("warm-up/1", 1, NOW, LATENCY), NOW);
    send(TestResults.classified("warm-up", 1, NOW, LATENCY), NOW);

    assertThat(camera("warm-up/1")).isNull();
    assertThat(camera("warm-up")).isNotNull();
    assertThat(second(NOW).results()).isEqualTo(1);
  }

  @Test
  void whatIsNoResultIsPassedOver() {
    byte[] key = "door".getBytes(StandardCharsets.UTF_8);
    results.pipeInput(key, "foreign bytes".getBytes(StandardCharsets.UTF_8), NOW);
    results.pipeInput(key, null, NOW);
    send(TestResults.classified("door", 1, NOW, LATENCY), NOW);
    assertThat(undecodable).hasValue(2);
    assertThat(second(NOW).results()).isEqualTo(1);
  }

  @Test
  void aCameraThatWasSilentForLongIsForgotten() {
    send(TestResults.classified("door", 1, NOW, LATENCY), NOW);
    clockMillis.addAndGet(Duration.ofHours(23).toMillis());
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    assertThat(camera("door")).isNotNull();

    clockMillis.addAndGet(Duration.ofHours(2).toMillis());
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    assertThat(camera("door")).isNull();
  }
}
