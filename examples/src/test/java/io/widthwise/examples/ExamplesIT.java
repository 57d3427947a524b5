package io.widthwise.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.examples.Sighting.Event;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples, against a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ExamplesIT {
  private static final TopicNames TOPICS = new TopicNames("it.");
  private static final String SIGHTINGS = "it.sightings";
  private static final Path SCRIPT = Path.of("python", "read_results.py").toAbsolutePath();

  @TempDir static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void startWithResultsOfACamera() throws Exception {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("kafka")), ClassPath.ofCurrentJvm());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, TOPICS, TopicSettings.DEFAULT);
      admin.createTopics(List.of(new NewTopic(SIGHTINGS, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int sequence = 0; sequence < 30; sequence++) {
        FrameResult result =
            Results.labelled("gate", sequence, sequence < 15 ? "forklift" : "pallet", 0.95);
        producer.send(new ProducerRecord<>(TOPICS.results(), "gate", Results.encoded(result)));
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void sightingsAreToldOfRealResults() throws Exception {
    Properties properties = Sightings.properties(broker.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    properties.put("auto.offset.reset", "earliest");
    try (KafkaStreams streams =
            new KafkaStreams(SightingsTopology.build(TOPICS.results(), SIGHTINGS), properties);
        KafkaConsumer<String, Sighting> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "group.id",
                    "sightings-it",
                    "auto.offset.reset",
                    "earliest"),
                new StringDeserializer(),
                new JsonSerde<>(Sighting.class).deserializer())) {
      streams.start();
      consumer.subscribe(List.of(SIGHTINGS));
      List<Sighting> told = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> told.add(each.value()));
                return told.size() >= 3;
              });

      assertThat(told)
          .extracting(Sighting::event)
          .containsExactly(Event.ENTER, Event.LEAVE, Event.ENTER);
    }
  }

  @Test
  void pythonReadsTheSameResults() throws Exception {
    String python = pythonWithLibraries();
    Path out = directory.resolve("python.out");
    Process process =
        new ProcessBuilder(
                python,
                "-B",
                SCRIPT.toString(),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic",
                TOPICS.results(),
                "--from-beginning",
                "--max",
                "30",
                "--seconds",
                "120")
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("python.err").toFile())
            .start();
    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("python.err"))).isZero();

    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(lines).hasSize(30);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("cameraId").asText()).isEqualTo("gate");
    assertThat(first.path("label").asText()).isEqualTo("forklift");
    assertThat(first.path("latencyMillis").asDouble()).isEqualTo(9.0);
  }

  /** Debian's own first: another on the path need not have Debian's libraries. */
  private static String pythonWithLibraries() throws IOException, InterruptedException {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      try {
        Process probe =
            new ProcessBuilder(python, "-c", "import avro, confluent_kafka")
                .redirectErrorStream(true)
                .start();
        probe.getInputStream().readAllBytes();
        if (probe.waitFor() == 0) {
          return python;
        }
      } catch (IOException notThere) {
        continue;
      }
    }
    assumeTrue(false, "no python3 with python3-avro and python3-confluent-kafka is installed");
    throw new IllegalStateException("not reached");
  }
}
