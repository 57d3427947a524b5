package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.scene.LabelledPicture;
import io.widthwise.scene.SceneJpeg;
import io.widthwise.scene.SceneRenderer;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model and the queries of the README: rendered scenes through a real broker, a MiniCluster and
 * the family of models that comes along.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ClassifierModelIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Path FAMILY =
      Path.of("..", "models", "src", "main", "family").toAbsolutePath().normalize();

  private static final int SCENES = 24;

  /** Of scenes that no model has learnt, which begin below 0. */
  private static final long SEED = -7;

  private static final String TOPIC = "pictures";
  private static final String CUT = "cut";

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static final Map<String, String> TRUTH = new HashMap<>();

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @BeforeAll
  static void startWithPictures() throws Exception {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("kafka")), ClassPath.ofCurrentJvm());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    SceneRenderer renderer = new SceneRenderer(640, 480);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] jpeg = {};
      for (int index = 0; index < SCENES; index++) {
        LabelledPicture scene = renderer.render(SEED, index);
        String name = "scene-" + index;
        TRUTH.put(name, scene.labelName());
        jpeg = SceneJpeg.encode(scene.image());
        producer.send(new ProducerRecord<>(TOPIC, name, jpeg));
      }
      byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
      producer.send(new ProducerRecord<>(TOPIC, CUT, half));
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void createTable() throws Exception {
    tables.executeSql(
        ReadmeStatements.under("Pictures")
            .get(0)
            .replaceAll("127\\.0\\.0\\.1:9092", Matcher.quoteReplacement(broker.bootstrapServers()))
            // So that queries end.
            .replace("'key.format'", "'scan.bounded.mode' = 'latest-offset', 'key.format'"));
  }

  private static String modelOfTheReadme() throws Exception {
    return ReadmeStatements.under("Pictures")
        .get(1)
        .replace("/srv/widthwise/models", FAMILY.toString());
  }

  private List<Row> rows(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> each = tables.executeSql(query).collect()) {
      each.forEachRemaining(rows::add);
    }
    return rows;
  }

  @Test
  void picturesAreLabelledAndABrokenOneIsNullWithTheReason() throws Exception {
    tables.executeSql(modelOfTheReadme());

    Map<String, Row> byName =
        rows(ReadmeStatements.under("Pictures").get(2)).stream()
            .collect(Collectors.toMap(row -> row.getFieldAs("name"), Function.identity()));

    assertThat(byName).hasSize(SCENES + 1);
    Row cut = byName.remove(CUT);
    assertThat(cut.getField("label")).isNull();
    assertThat(cut.getField("probability")).isNull();
    assertThat(cut.<String>getFieldAs("error")).isNotBlank();
    assertThat(byName.values())
        .allSatisfy(
            row -> {
              assertThat(row.<String>getFieldAs("variant")).isEqualTo("1.0@224/int8");
              assertThat(row.<Float>getFieldAs("probability")).isBetween(0f, 1f);
              assertThat(row.<String>getFieldAs("otherwise"))
                  .isNotBlank()
                  .isNotEqualTo(row.getField("label"));
              assertThat(row.getField("error")).isNull();
            });
    long right =
        byName.entrySet().stream()
            .filter(each -> TRUTH.get(each.getKey()).equals(each.getValue().getFieldAs("label")))
            .count();
    // 95 of 100 are.
    assertThat(right).isGreaterThanOrEqualTo(SCENES * 3 / 4);
  }

  @Test
  void theQueriesOfTheReadmeRun() throws Exception {
    tables.executeSql(modelOfTheReadme());
    List<String> statements = ReadmeStatements.under("Pictures");
    assertThat(statements).hasSizeGreaterThan(2);

    for (String query : statements.subList(2, statements.size())) {
      assertThat(rows(query)).as(query).isNotEmpty();
    }
  }

  @Test
  void aNamedVariantClassifies() throws Exception {
    tables.executeSql(modelOfTheReadme().replace("'top-k' = '3'", "'variant' = '0.5@160/int8'"));

    assertThat(
            rows(
                "SELECT DISTINCT `variant` FROM ML_PREDICT(TABLE pictures, MODEL classify, DESCRIPTOR(picture)) WHERE error IS NULL"))
        .singleElement()
        .satisfies(row -> assertThat(row.getField(0)).isEqualTo("0.5@160/int8"));
  }

  @Test
  void aBrokenPictureFailsTheQueryUnlessItIsToBeNull() throws Exception {
    tables.executeSql(modelOfTheReadme().replace("'on-error' = 'null'", "'on-error' = 'fail'"));

    assertThatThrownBy(() -> rows(ReadmeStatements.under("Pictures").get(2)))
        .hasStackTraceContaining("cannot be classified")
        .hasStackTraceContaining("'on-error' = 'null'");
  }

  @Test
  void aVariantThatTheBundleDoesNotHaveIsAnErrorOfThePlan() throws Exception {
    tables.executeSql(modelOfTheReadme().replace("'top-k' = '3'", "'variant' = '0.5@161/int8'"));

    assertThatThrownBy(() -> tables.explainSql(ReadmeStatements.under("Pictures").get(2)))
        .hasStackTraceContaining("no variant '0.5@161/int8'")
        .hasStackTraceContaining("1.0@224/int8");
  }

  @Test
  void anOutputThatThereIsNotIsAnErrorOfThePlan() throws Exception {
    tables.executeSql(modelOfTheReadme().replace("label STRING", "label STRING, colour STRING"));

    assertThatThrownBy(() -> tables.explainSql(ReadmeStatements.under("Pictures").get(2)))
        .hasStackTraceContaining("predictions have no field colour");
  }
}
