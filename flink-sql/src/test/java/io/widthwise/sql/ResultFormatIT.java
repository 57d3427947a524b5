package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.client.FrameResultSerializer;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The table and the queries of the README, in a MiniCluster against a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ResultFormatIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path directory;
  private static KafkaBroker broker;

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @BeforeAll
  static void startWithResults() {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("kafka")), ClassPath.ofCurrentJvm());
    TopicNames topics = new TopicNames(TopicNames.DEFAULT_PREFIX);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, topics, TopicSettings.DEFAULT);
    }
    Codecs.frameResult(); // vouches for the records, which Avro would else refuse to build
    try (KafkaProducer<String, FrameResult> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new FrameResultSerializer())) {
      for (int sequence = 0; sequence < 20; sequence++) {
        producer.send(new ProducerRecord<>(topics.results(), "gate", result(sequence)));
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private void createTable() throws Exception {
    tables.executeSql(
        ReadmeStatements.under("Results")
            .get(0)
            .replaceAll("127\\.0\\.0\\.1:9092", Matcher.quoteReplacement(broker.bootstrapServers()))
            // So that queries end.
            .replace("'format'", "'scan.bounded.mode' = 'latest-offset', 'format'"));
  }

  private List<Row> rows(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> each = tables.executeSql(query).collect()) {
      each.forEachRemaining(rows::add);
    }
    return rows;
  }

  @Test
  void columnsAreFieldsOfResults() throws Exception {
    createTable();

    List<Row> rows =
        rows(
            "SELECT cameraId, outcome, topK[1].name, `variant`.resolution, attributes['robot'],"
                + " captureTime, reason FROM results WHERE `sequence` = 0");

    assertThat(rows).hasSize(1);
    Row row = rows.get(0);
    assertThat(row.getField(0)).isEqualTo("gate");
    assertThat(row.getField(1)).isEqualTo("CLASSIFIED");
    assertThat(row.getField(2)).isEqualTo("forklift");
    assertThat(row.getField(3)).isEqualTo(160);
    assertThat(row.getField(4)).isEqualTo("7");
    assertThat(row.getField(5)).isEqualTo(START);
    assertThat(row.getField(6)).isNull();
  }

  @Test
  void theQueriesOfTheReadmeRun() throws Exception {
    createTable();
    List<String> statements = ReadmeStatements.under("Results");
    assertThat(statements).hasSizeGreaterThan(1);

    for (String query : statements.subList(1, statements.size())) {
      assertThat(rows(query)).as(query).isNotEmpty();
    }
  }

  @Test
  void aColumnThatResultsDoNotHaveIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> tables.explainSql(select("colour STRING", "colour")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("no field colour")
        .hasMessageContaining("cameraId");
  }

  @Test
  void aColumnOfAnotherTypeIsAnErrorThatSaysWhichItIs() {
    assertThatThrownBy(() -> tables.explainSql(select("captureTime BIGINT", "captureTime")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("captureTime is TIMESTAMP_LTZ(6)");
  }

  private String select(String column, String name) {
    tables.executeSql(
        "CREATE TEMPORARY TABLE wrong (%s) WITH ('connector' = 'kafka', 'topic' = 'widthwise.results', 'properties.bootstrap.servers' = '%s', 'scan.startup.mode' = 'earliest-offset', 'format' = 'widthwise-result')"
            .formatted(column, broker.bootstrapServers()));
    return "SELECT %s FROM wrong".formatted(name);
  }

  private static final Instant START = Instant.parse("2026-05-05T10:00:00Z");

  private static FrameResult result(long sequence) {
    Instant captured = START.plusMillis(100 * sequence);
    boolean late = sequence % 10 == 9;
    return FrameResult.newBuilder()
        .setFrameId("gate/" + sequence)
        .setCameraId("gate")
        .setSequence(sequence)
        .setCaptureTime(captured)
        .setOutcome(late ? Outcome.LATE : Outcome.CLASSIFIED)
        .setReason(late ? "finished 12 ms after its deadline" : null)
        .setTopK(List.of(new Label(3, "forklift", 0.9f)))
        .setVariant(new Variant("mobilenet-v1", 0.5, 160, "int8", "r1"))
        .setDeadline(captured.plusMillis(100))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(captured)
                .setAdmitted(captured.plusMillis(2))
                .setFinished(captured.plusMillis(late ? 112 : 9))
                .build())
        .setAttributes(Map.of("robot", "7"))
        .build();
  }
}
