package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {
  @Test
  void listensOnTheLoopbackAddressAloneAndTakesFourMebibytes() throws Exception {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            BrokerProperties.text(
                BrokerSettings.inDirectory(Path.of("x")), 9092, 9093, Path.of("/srv/data"))));

    assertThat(properties)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("log.dirs", "/srv/data")
        .containsEntry("auto.create.topics.enable", "false");
    assertThat(Integer.parseInt(properties.getProperty("message.max.bytes")))
        .isGreaterThan(4 * 1024 * 1024);
  }
}
