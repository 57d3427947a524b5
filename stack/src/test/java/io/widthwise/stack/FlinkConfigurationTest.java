package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlinkConfigurationTest {
  private static final FlinkSettings SETTINGS =
      FlinkSettings.inDirectory(Path.of("/srv")).withTaskManagers(2, 3);

  @Test
  void keepsEverythingOnTheLoopbackAddressAndInTheWorkDirectory() {
    assertThat(FlinkConfiguration.yaml(SETTINGS, new FlinkPorts(8081, 6123, 2181)).lines())
        .contains(
            "rest.port: '8081'",
            "rest.bind-address: '127.0.0.1'",
            "jobmanager.rpc.port: '6123'",
            "high-availability.jobmanager.port: '6123'",
            "high-availability.zookeeper.quorum: '127.0.0.1:2181'",
            "high-availability.storageDir: 'file:///srv/ha'",
            "taskmanager.host: '127.0.0.1'",
            "taskmanager.numberOfTaskSlots: '3'",
            "io.tmp.dirs: '/srv/tmp'",
            "execution.checkpointing.dir: 'file:///srv/checkpoints'");
  }

  @Test
  void letsTheUsersKeysWin() {
    String yaml =
        FlinkConfiguration.yaml(
            SETTINGS
                .withOption("execution.checkpointing.interval", "5 s")
                .withOption("some.key", "it's"),
            new FlinkPorts(1, 2, 3));
    assertThat(yaml.lines())
        .contains("execution.checkpointing.interval: '5 s'", "some.key: 'it''s'")
        .doesNotContain("execution.checkpointing.interval: '1 s'");
  }
}
