package io.widthwise.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ConsoleIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final int CAMERAS = 40;

  @TempDir static Path directory;
  private static Pipeline pipeline;
  private TopicNames topics;

  @BeforeAll
  static void startBroker() {
    pipeline = Pipeline.start(directory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    pipeline.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topics = new TopicNames(test.getTestMethod().orElseThrow().getName() + ".");
    pipeline.create(topics);
  }

  private Console start(String state) throws Exception {
    Console console =
        Console.start(
            ConsoleSettings.of(
                pipeline.access(), topics, directory.resolve(topics.prefix() + state)));
    console.awaitRunning(START_LIMIT);
    return console;
  }

  private static String camera(int number) {
    return "hall/camera-%02d".formatted(number);
  }

  private void publishRound(int round) {
    Instant now = Instant.now();
    for (int i = 0; i < CAMERAS; i++) {
      pipeline.publish(topics, TestResults.classified(camera(i), round, now, LATENCY));
    }
    pipeline.flush();
  }

  private static void awaitTotal(Client client, long results) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.total()).isEqualTo(results));
  }

  @Test
  void answersWhatBecameOfFrames() throws Exception {
    Instant now = Instant.now();
    byte[] jpeg = Pipeline.picture(1, 1);
    Instant appended = pipeline.publish(topics, camera(1), 7, now, jpeg);
    FrameResult result = TestResults.classified(camera(1), 7, now, LATENCY);
    result.setTimings(Timings.newBuilder(result.getTimings()).setAdmitted(appended).build());
    pipeline.publish(topics, result);
    pipeline.publish(
        topics, TestResults.of("dock", 3, now, LATENCY, Outcome.SHED, "would end 5 ms late", 0.5));
    pipeline.quarantine(topics, "dock", QuarantineCode.INVALID_IMAGE, "the picture is cut off");
    try (Console console = start("state")) {
      Client client = new Client(console);
      awaitTotal(client, 2);

      JsonNode one = client.json("/api/cameras/hall%2Fcamera-01");
      assertThat(one.path("label").asText()).isEqualTo("pallet");
      assertThat(one.path("rung").asText()).isEqualTo("0.5@160/int8");
      assertThat(one.path("slackMillis").asDouble()).isEqualTo(70);

      HttpResponse<byte[]> frame = client.get("/api/cameras/hall%2Fcamera-01/frame");
      assertThat(frame.statusCode()).isEqualTo(200);
      assertThat(frame.headers().firstValue("Content-Type")).hasValue("image/jpeg");
      assertThat(frame.headers().firstValue("Widthwise-Exact")).hasValue("true");
      assertThat(frame.body()).isEqualTo(jpeg);
      assertThat(client.get("/api/cameras/dock/frame").statusCode()).isEqualTo(204);

      // A second is told of once it is over.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(refusals(client)).containsExactly("would end # ms late"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(client.json("/api/quarantine").findValuesAsText("reason"))
                      .contains("the picture is cut off"));
      assertThat(client.json("/api/quarantine/" + id(client)).path("origin").asText())
          .isEqualTo(topics.framesRaw() + "-2@17");
      assertThat(client.json("/api/series").path("t")).isNotEmpty();
    }
  }

  private static List<String> refusals(Client client) {
    return client.json("/api/overview").path("refusals").findValuesAsText("reason");
  }

  private static String id(Client client) {
    return client.json("/api/quarantine").get(0).path("id").asText();
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    try (Console console = start("state")) {
      Client client = new Client(console);
      assertThat(client.get("/api/cameras?sort=colour").statusCode()).isEqualTo(400);
      assertThat(client.json("/api/cameras?limit=many").path("error").asText())
          .isEqualTo("limit must be a whole number, not 'many'");
      assertThat(client.get("/api/cameras/nobody").statusCode()).isEqualTo(404);
      assertThat(client.json("/api/cameras/nobody/frame").path("error").asText())
          .contains("nobody");
      assertThat(client.get("/api/stream?tiles=1000").statusCode()).isEqualTo(400);
      assertThat(client.get("/nothing").statusCode()).isEqualTo(404);

      HttpResponse<byte[]> page = client.get("/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
      assertThat(new String(page.body(), UTF_8)).doesNotContain("http://", "https://");
    }
  }

  @Test
  void knowsWhatItKnewWhenItIsStartedAgain() throws Exception {
    publishRound(1);
    try (Console console = start("state")) {
      awaitTotal(new Client(console), CAMERAS);
    }
    try (Console console = start("state")) {
      Client client = new Client(console);
      awaitTotal(client, CAMERAS);
      publishRound(2);
      awaitTotal(client, 2 * CAMERAS);
    }
    // As on another host: all that is remembered is in Kafka.
    delete(directory.resolve(topics.prefix() + "state"));
    try (Console console = start("state")) {
      Client client = new Client(console);
      awaitTotal(client, 2 * CAMERAS);
      assertThat(client.json("/api/cameras/hall%2Fcamera-05").path("sequence").asLong())
          .isEqualTo(2);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(sum(client.json("/api/series").path("classified"))).isEqualTo(80));
    }
  }

  private static long sum(JsonNode column) {
    long sum = 0;
    for (JsonNode each : column) {
      sum += each.asLong();
    }
    return sum;
  }

  @Test
  void twoInstancesShareTheWorkAndEachAnswersForBoth() throws Exception {
    publishRound(1);
    try (Console first = start("first")) {
      Client one = new Client(first);
      awaitTotal(one, CAMERAS);
      try (Console second = start("second")) {
        Client other = new Client(second);
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  for (Client each : List.of(one, other)) {
                    JsonNode instances = each.json("/api/instances");
                    assertThat(instances).hasSize(2);
                    assertThat(instances)
                        .allSatisfy(
                            instance -> assertThat(instance.path("cameras").asInt()).isPositive());
                    assertThat(each.total()).isEqualTo(CAMERAS);
                  }
                });
        publishRound(2);
        for (Client each : List.of(one, other)) {
          awaitTotal(each, 2 * CAMERAS);
          for (int i = 0; i < CAMERAS; i++) {
            assertThat(
                    each.json("/api/cameras/hall%2Fcamera-" + "%02d".formatted(i))
                        .path("sequence")
                        .asLong())
                .isEqualTo(2);
          }
        }
      }
      publishRound(3);
      awaitTotal(one, 3 * CAMERAS);
      assertThat(one.json("/api/instances")).hasSize(1);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
