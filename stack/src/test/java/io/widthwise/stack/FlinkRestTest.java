package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of answers as Flink 2.2 gives them. */
class FlinkRestTest {
  private HttpServer server;
  private FlinkRest flink;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    flink = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void saysWhichTaskSlotsAJobWaitsFor() {
    answer("/jobs/1/exceptions", "{\"exceptionHistory\":{\"entries\":[]}}");
    answer("/overview", "{\"taskmanagers\":1,\"slots-total\":1,\"slots-available\":0}");
    answer("/jobs/1", job(Map.of("SCHEDULED", 2, "RUNNING", 0)));

    assertThatThrownBy(() -> flink.awaitRunning("1", Duration.ZERO))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("waits for 2 task slots, of the cluster's 1 are 0 free")
        .hasMessageContaining("--parallelism");
  }

  @Test
  void saysNothingOfSlotsWhenTasksStart() {
    answer("/jobs/1/exceptions", "{\"exceptionHistory\":{\"entries\":[]}}");
    answer("/jobs/1", job(Map.of("INITIALIZING", 2, "RUNNING", 0)));

    assertThatThrownBy(() -> flink.awaitRunning("1", Duration.ZERO))
        .isInstanceOf(StackException.class)
        .hasMessage("the job 1 did not run within 0 s");
  }

  @Test
  void countsFreeSlots() {
    answer("/overview", "{\"taskmanagers\":2,\"slots-total\":8,\"slots-available\":6}");

    assertThat(flink.freeSlots()).isEqualTo(6);
  }

  @Test
  void saysThatNoSlotIsFree() {
    answer("/overview", "{\"taskmanagers\":1,\"slots-total\":2,\"slots-available\":0}");

    assertThatThrownBy(() -> flink.freeSlots())
        .isInstanceOf(StackException.class)
        .hasMessageContaining("has no free task slot of its 2");
  }

  private static String job(Map<String, Integer> tasks) {
    StringBuilder counts = new StringBuilder();
    tasks.forEach((state, count) -> counts.append(",\"%s\":%d".formatted(state, count)));
    return "{\"jid\":\"1\",\"state\":\"RUNNING\",\"vertices\":[{\"parallelism\":2,\"tasks\":{%s}}]}"
        .formatted(counts.substring(1));
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }
}
