package io.widthwise.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
  @Test
  void sendsEachFrameAtOnceWholeAndOnce() {
    assertThat(ProducerSettings.of("broker:9092").properties())
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("linger.ms", 0)
        .containsEntry("compression.type", "none")
        .hasEntrySatisfying(
            "max.request.size", size -> assertThat((Integer) size).isGreaterThan(4 << 20));
  }

  @Test
  void letsTheUsersOwnPropertiesWin() {
    Map<String, String> own = Map.of("linger.ms", "5", "client.id", "yard");
    assertThat(new ProducerSettings("broker:9092", own).properties())
        .containsEntry("linger.ms", "5")
        .containsEntry("client.id", "yard");
  }

  @Test
  void makesAProducer() {
    try (Producer<String, byte[]> producer = ProducerSettings.of("127.0.0.1:1").create()) {
      assertThat(producer).isNotNull();
    }
  }
}
