package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void picksDistinctPortsOnWhichAServerCanListen() {
    assertThat(Ports.free(20)).doesNotHaveDuplicates().hasSize(20).allMatch(Ports::isFree);
  }

  @Test
  void namesTheTakenPortWhoWantsItAndTheSettingThatMovesIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> Ports.requireFree(port, "the web page", "--flink-port"))
          .isInstanceOf(StackException.class)
          .hasMessageContaining(Integer.toString(port))
          .hasMessageContaining("the web page")
          .hasMessageContaining("--flink-port");
    }
    int free = Ports.orFree(0);
    assertThatCode(() -> Ports.requireFree(free, "anyone", "any")).doesNotThrowAnyException();
  }
}
