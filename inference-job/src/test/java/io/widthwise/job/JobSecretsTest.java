package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSecretsTest {
  private static final String SECRET = "open-sesame";

  @TempDir Path directory;

  @Test
  void theJobGraphHoldsThePathOfTheKafkaConfigurationAndNothingOfIt() throws Exception {
    Path file =
        Files.writeString(directory.resolve("job.properties"), "ssl.truststore.password=" + SECRET);

    JobGraph graph = job("--kafka-config", file.toString()).build().getStreamGraph().getJobGraph();

    String bytes = serialized(graph);
    assertThat(bytes).contains(file.toString()).doesNotContain(SECRET);
  }

  @Test
  void aSecretOnTheCommandLineIsRefused() {
    ClassifyJob job = job("--kafka-property", "ssl.truststore.password=" + SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(job::build)
        .withMessageContaining("--kafka-config")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }

  @Test
  void aMissingKafkaConfigurationIsNamed() {
    ClassifyJob job = job("--kafka-config", directory.resolve("none.properties").toString());

    assertThatIllegalArgumentException()
        .isThrownBy(job::build)
        .withMessageContaining("none.properties cannot be read");
  }

  @Test
  void whatIsQuarantinedCanBeReplacedByItsHash() {
    QuarantinedRecord refused = new QuarantinedRecord();
    refused.key = new byte[] {7};
    refused.value = "picture".getBytes(StandardCharsets.UTF_8);
    refused.headers = Map.of("quarantine.code", "OVER_LIMIT");

    ProducerRecord<byte[], byte[]> written =
        new QuarantineSerializer("quarantine", QuarantinedPayload.HASH)
            .serialize(refused, null, 0L);

    assertThat(written.key()).isEqualTo(new byte[] {7});
    assertThat(written.value()).isNull();
    assertThat(written.headers().lastHeader("quarantine.code")).isNotNull();
    assertThat(written.headers().lastHeader(QuarantinedPayload.SHA256).value()).hasSize(64);
  }

  private static ClassifyJob job(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--bootstrap-servers", "broker:9092", "--models", "/none"));
    arguments.addAll(List.of(more));
    ClassifyJob job = new ClassifyJob();
    assertThat(job.parse(arguments.toArray(String[]::new))).isTrue();
    return job;
  }

  private static String serialized(JobGraph graph) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(graph);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
