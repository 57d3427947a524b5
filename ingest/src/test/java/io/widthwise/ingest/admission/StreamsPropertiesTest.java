package io.widthwise.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.TopicNames;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
  private static final AdmissionSettings SETTINGS =
      AdmissionSettings.of("broker:9092", new TopicNames("yard."), Path.of("/var/state"));

  @Test
  void sendsEachFrameAtOnce() {
    StreamsConfig config = new StreamsConfig(StreamsProperties.of(SETTINGS));
    assertThat(config.getProducerConfigs("client")).containsEntry("linger.ms", 0);
    assertThat(config.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("fetch.min.bytes", 1);
    assertThat(config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)).isZero();
    assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("yard.admission");
    assertThat(config.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("/var/state");
  }

  @Test
  void commitsOftenWhereReadersWaitForCommits() {
    StreamsConfig config =
        new StreamsConfig(
            StreamsProperties.of(SETTINGS.withDelivery(AdmissionSettings.Delivery.EXACTLY_ONCE)));
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo("exactly_once_v2");
    assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
  }

  @Test
  void letsTheUsersOwnPropertiesWin() {
    StreamsConfig config =
        new StreamsConfig(
            StreamsProperties.of(SETTINGS.withOverrides(Map.of("producer.linger.ms", "3"))));
    assertThat(config.getProducerConfigs("client")).containsEntry("linger.ms", "3");
  }
}
