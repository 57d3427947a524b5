package io.widthwise.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.ingest.KafkaReader;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.service.ApiKey;
import io.widthwise.ingest.service.ConfigWatcher;
import io.widthwise.ingest.service.IngestConfig;
import io.widthwise.ingest.service.IngestService;
import io.widthwise.ingest.source.TestPictures;
import io.widthwise.ingest.source.mjpeg.MjpegServer;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service with a real broker, a real MJPEG camera and real HTTP. */
@Timeout(180)
class IngestServiceIT {
  private static final String KEY = ApiKey.generate();
  private static final byte[] JPEG = TestPictures.jpeg(64, 48);
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static KafkaBroker broker;

  private final MjpegServer camera = new MjpegServer();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final String topic = "raw-" + System.nanoTime();
  private final Path file = directory.resolve(topic + ".yaml");
  private Producer<String, byte[]> producer;
  private BrokerCheck check;
  private IngestService service;
  private IngestHttp http;
  private ConfigWatcher watcher;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(BrokerSettings.inDirectory(directory), ClassPath.ofCurrentJvm());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    configure(gate(), robot("rate: 1000"));
    producer = ProducerSettings.of(broker.bootstrapServers()).create();
    check = new BrokerCheck(Map.of("bootstrap.servers", broker.bootstrapServers()), List.of(topic));
    service = new IngestService(producer, id -> topic, told::add);
    watcher = new ConfigWatcher(file, service, told::add);
    watcher.start();
    http = new IngestHttp(new IngestConfig.Http("127.0.0.1", 0), service, check);
  }

  @AfterEach
  void stop() {
    watcher.close();
    http.close();
    service.close();
    check.close();
    producer.close();
    camera.close();
  }

  private void configure(String... cameras) throws Exception {
    String yaml =
        """
        keys:
          - {id: seven, sha256: %s, cameras: [robot-7/*]}
        defaults:
          reconnect: {first: 10ms, longest: 100ms}
        cameras:
        """
            .formatted(ApiKey.hash(KEY));
    Files.writeString(file, yaml + String.join("", cameras));
  }

  private String gate() {
    return "  - {id: gate, source: 'http://user:secret@%s/stream#timeout=120s', budget: 80ms, priority: 2, attributes: {site: hall}}%n"
        .formatted(camera.address());
  }

  private static String robot(String field) {
    return "  - {id: robot-7/front, source: post, maxBytes: 20000, budget: 200ms, %s}%n"
        .formatted(field);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode status(String id) throws Exception {
    for (JsonNode each : new ObjectMapper().readTree(get("/status").body()).path("cameras")) {
      if (each.path("id").asText().equals(id)) {
        return each;
      }
    }
    return new ObjectMapper().createObjectNode();
  }

  private HttpRequest.Builder posting(String id) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/cameras/%s/frames".formatted(http.port(), id)))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "image/jpeg");
  }

  private static HttpResponse<String> post(HttpRequest.Builder request, byte[] body)
      throws Exception {
    return CLIENT.send(
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<Frame> frames(int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : records(count)) {
      frames.add(Codecs.frame().decode(each.value()));
    }
    return frames;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(int count) {
    return new KafkaReader(broker.bootstrapServers()).read(topic, count);
  }

  @Test
  void publishesACameraAsConfiguredAndConnectsAgainWhenItIsLost() throws Exception {
    camera.show(JPEG);
    await()
        .untilAsserted(
            () -> assertThat(status("gate").path("state").asText()).isEqualTo("streaming"));
    camera.hangUp();
    camera.show(JPEG);
    await().untilAsserted(() -> assertThat(status("gate").path("frames").asInt()).isEqualTo(2));
    JsonNode status = status("gate");
    assertThat(status.path("attempts").asInt()).isEqualTo(2);
    assertThat(status.path("lastError").asText()).contains("the camera closed the connection");
    assertThat(get("/status").body()).doesNotContain("secret");
    assertThat(frames(2))
        .allSatisfy(
            frame -> {
              assertThat(frame.getCameraId()).isEqualTo("gate");
              assertThat(frame.getLatencyBudgetMillis()).isEqualTo(80);
              assertThat(frame.getPriority()).isEqualTo(2);
              assertThat(frame.getAttributes()).isEqualTo(Map.of("site", "hall"));
            })
        .extracting(Frame::getSequence)
        .containsExactly(0L, 1L);
  }

  @Test
  void takesAFrameThatIsPosted() throws Exception {
    Instant time = Instant.now().minusMillis(30).truncatedTo(ChronoUnit.MICROS);
    HttpResponse<String> response =
        post(
            posting("robot-7/front")
                .header("Widthwise-Capture-Time", time.toString())
                .header("Widthwise-Sequence", "41")
                .header("Widthwise-Budget", "50")
                .header("traceparent", TRACE),
            JPEG);
    assertThat(response.statusCode()).isEqualTo(201);
    ConsumerRecord<byte[], byte[]> record = records(1).get(0);
    Frame frame = Codecs.frame().decode(record.value());
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("robot-7/front");
    assertThat(
            new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
        .isEqualTo(TRACE);
    assertThat(frame.getSequence()).isEqualTo(41);
    assertThat(frame.getCaptureTime()).isEqualTo(time);
    assertThat(frame.getLatencyBudgetMillis()).isEqualTo(50);
    assertThat(frame.getPayload().remaining()).isEqualTo(JPEG.length);
    assertThat(new ObjectMapper().readTree(response.body()).path("frameId").asText())
        .isEqualTo(frame.getFrameId());
    assertThat(status("robot-7/front").path("state").asText()).isEqualTo("streaming");
  }

  @Test
  void countsFramesAndTakesTheConfiguredBudgetWhereThePostSaysNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(post(posting("robot-7/front"), JPEG).statusCode()).isEqualTo(201);
    }
    assertThat(frames(3))
        .allSatisfy(frame -> assertThat(frame.getLatencyBudgetMillis()).isEqualTo(200))
        .extracting(Frame::getSequence)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void refusesWhatItMustNotTake() throws Exception {
    HttpRequest.Builder anonymous =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + http.port() + "/cameras/robot-7/front/frames"));
    assertThat(post(anonymous, JPEG).statusCode()).isEqualTo(401);
    assertThat(
            post(posting("robot-7/front").setHeader("Authorization", "Bearer wrong"), JPEG)
                .statusCode())
        .isEqualTo(401);
    assertThat(post(posting("gate"), JPEG).statusCode()).isEqualTo(403);
    assertThat(post(posting("robot-7/rear"), JPEG).statusCode()).isEqualTo(404);
    assertThat(
            post(posting("robot-7/front").setHeader("Content-Type", "image/gif"), JPEG)
                .statusCode())
        .isEqualTo(415);
    assertThat(post(posting("robot-7/front"), new byte[20_001]).statusCode()).isEqualTo(413);
    assertThat(post(posting("robot-7/front"), TestPictures.truncatedJpeg()).statusCode())
        .isEqualTo(422);
    assertThat(post(posting("robot-7/front").header("Widthwise-Budget", "soon"), JPEG).statusCode())
        .isEqualTo(400);
    assertThat(get("/metrics").body())
        .contains("widthwise_ingest_posts_total{status=\"401\"} 2.0")
        .contains("widthwise_ingest_posts_total{status=\"413\"} 1.0");
  }

  @Test
  void refusesABodyOfUnstatedLengthThatIsTooLarge() throws Exception {
    HttpRequest request =
        posting("robot-7/front")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[20_001])))
            .build();
    assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(413);
  }

  @Test
  void saysWhenToComeBackIfARobotSendsTooFast() throws Exception {
    configure(gate(), robot("rate: 0.1"));
    await()
        .untilAsserted(
            () -> assertThat(told).anyMatch(line -> line.contains("1 changed [robot-7/front]")));
    assertThat(post(posting("robot-7/front"), JPEG).statusCode()).isEqualTo(201);
    HttpResponse<String> second = post(posting("robot-7/front"), JPEG);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(8L, 10L);
  }

  @Test
  void changesOnlyCamerasWhoseLinesChange() throws Exception {
    camera.show(JPEG);
    await().untilAsserted(() -> assertThat(status("gate").path("frames").asInt()).isEqualTo(1));
    configure(gate(), "  - {id: extra, source: synthetic, rate: 5}\n");
    await()
        .untilAsserted(
            () ->
                assertThat(told)
                    .anyMatch(
                        line ->
                            line.contains(
                                "1 added [extra], 1 removed [robot-7/front], 0 changed")));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(status("extra").path("frames").asInt()).isPositive());
    assertThat(status("gate").path("attempts").asInt()).isEqualTo(1);
    assertThat(post(posting("robot-7/front"), JPEG).statusCode()).isEqualTo(404);
    assertThat(get("/metrics").body())
        .contains("widthwise_ingest_frames_total{camera=\"extra\"}")
        .contains("widthwise_ingest_camera_state{camera=\"gate\",state=\"streaming\"} 1.0")
        .doesNotContain("robot-7");
  }

  @Test
  void goesOnWithTheOldFileWhenTheNewOneIsBroken() throws Exception {
    Files.writeString(file, "cameras:\n  - {id: gate, source: synthetic, budget: never}\n");
    await().untilAsserted(() -> assertThat(told).anyMatch(line -> line.contains("cannot be used")));
    assertThat(get("/status").body()).contains("budget must be a time").contains("robot-7/front");
    camera.show(JPEG);
    await().untilAsserted(() -> assertThat(status("gate").path("frames").asInt()).isEqualTo(1));
    assertThat(get("/metrics").body()).contains("widthwise_ingest_config_refused 1.0");
  }

  @Test
  void tellsOfItsHealth() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
  }
}
