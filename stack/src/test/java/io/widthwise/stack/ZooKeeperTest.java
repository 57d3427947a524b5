package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ZooKeeperTest {
  @Test
  void listensOnTheLoopbackAddressOnlyAndKeepsItsDataInTheGivenFolder() {
    assertThat(ZooKeeper.text(Path.of("/srv/zookeeper/data"), 2181).lines())
        .contains(
            "clientPort=2181",
            "clientPortAddress=127.0.0.1",
            "admin.enableServer=false",
            "dataDir=/srv/zookeeper/data");
  }
}
