package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.widthwise.deploy.account.Results;
import io.widthwise.deploy.traces.OtlpReceiver;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code traces} on results in a real broker, of which one in two is traced. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TracesIT {
  private static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int RESULTS = 20;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir static Path home;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(home.resolve("kafka")),
            ClassPath.ofFolder(Path.of("target", "widthwise", "lib", "kafka").toAbsolutePath()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, TOPICS, TopicSettings.DEFAULT);
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < RESULTS; i++) {
        producer.send(result(i));
      }
    }
  }

  private static ProducerRecord<String, byte[]> result(int number) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            TOPICS.results(),
            "gate",
            Codecs.frameResult()
                .encode(Results.labelled("frame-" + number, Outcome.CLASSIFIED, 10)));
    if (number % 2 == 0) {
      String traceparent = "00-" + TRACE + "-b7ad6b7169203331-01";
      message.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    return message;
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static CommandLineProcess.Outcome traces(String otlp, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "traces",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--otlp",
                otlp,
                "--from-beginning",
                "--max",
                Integer.toString(RESULTS)));
    arguments.addAll(List.of(more));
    return new CommandLineProcess(home).run(LIMIT, arguments.toArray(String[]::new));
  }

  @Test
  void tracedResultsArriveAsSpansOfTheirSendersTrace() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver(0, 200)) {
      CommandLineProcess.Outcome outcome = traces(receiver.address());

      assertThat(outcome.err())
          .contains("20 results: 10 traced, 10 not")
          .contains("30 spans exported, 0 not taken, 0 dropped");
      assertThat(outcome.exitCode()).isZero();
      assertThat(traceIds(receiver.spans())).containsExactly(TRACE);
      assertThat(receiver.spans())
          .extracting(Span::getName)
          .contains("frame", "admission", "deliver")
          .hasSize(30);
      assertThat(receiver.spans()).extracting(Span::getSpanId).doesNotHaveDuplicates();
    }
  }

  @Test
  void allTracesTheOthersToo() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver(0, 200)) {
      CommandLineProcess.Outcome outcome = traces(receiver.address(), "--all");

      assertThat(outcome.err()).contains("20 results: 20 traced, 0 not");
      assertThat(traceIds(receiver.spans())).hasSize(11);
    }
  }

  @Test
  void anEndpointThatIsDownIsToldAndAllResultsAreReadNevertheless() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    CommandLineProcess.Outcome outcome = traces("http://127.0.0.1:" + port);

    assertThat(outcome.err())
        .contains("http://127.0.0.1:%d does not take spans: no connection".formatted(port))
        .contains("20 results: 10 traced, 10 not")
        .contains("0 spans exported, 30 not taken, 0 dropped")
        .doesNotContain("\tat ");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  private static Set<String> traceIds(List<Span> spans) {
    return spans.stream()
        .map(span -> HexFormat.of().formatHex(span.getTraceId().toByteArray()))
        .collect(Collectors.toSet());
  }
}
