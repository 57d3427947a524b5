package io.widthwise.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigFileTest {
  private static final String SECRET = "open-sesame";

  @TempDir Path directory;

  @Test
  void aClientResolvesTheReferencesThatStandForTheFile() throws Exception {
    write("secrets.properties", "password=" + SECRET);
    Path file =
        write(
            "client.properties",
            """
            security.protocol=SSL
            ssl.truststore.password=${file:%s:password}
            ssl.truststore.certificates=in ${env:PATH}, literally
            """
                .formatted(directory.resolve("secrets.properties")));

    Map<String, String> references = KafkaAccess.of("broker:9092", Optional.of(file)).properties();

    assertThat(references.toString()).contains("security.protocol").doesNotContain(SECRET, "SSL,");
    ProducerConfig client = producer(references);
    assertThat(client.getString("security.protocol")).isEqualTo("SSL");
    assertThat(client.getPassword("ssl.truststore.password").value()).isEqualTo(SECRET);
    assertThat(client.getPassword("ssl.truststore.certificates").value())
        .isEqualTo("in %s, literally".formatted(System.getenv("PATH")));
    assertThat(client.values().toString()).doesNotContain(SECRET);
  }

  @Test
  void aFileMayDeclareProvidersOfItsOwn() throws Exception {
    write("token", SECRET);
    Path file =
        write(
            "client.properties",
            """
            config.providers=vault
            config.providers.vault.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
            ssl.key.password=${vault:%s:token}
            """
                .formatted(directory));

    ProducerConfig client = producer(KafkaConfigFile.of(file).references());

    assertThat(client.getPassword("ssl.key.password").value()).isEqualTo(SECRET);
  }

  @Test
  void aFileMayNameTheBroker() throws Exception {
    KafkaConfigFile file = KafkaConfigFile.of(write("a.properties", "bootstrap.servers=b:9093"));

    assertThat(file.bootstrapServers()).contains("b:9093");
    assertThat(file.references()).doesNotContainKey("bootstrap.servers");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaConfigFile.of(directory.resolve("none.properties")))
        .withMessageContaining("none.properties cannot be read (NoSuchFileException)")
        .withMessageContaining("--kafka-config");
  }

  @Test
  void aMissingVariableIsNamedWithItsKey() throws Exception {
    Path file = write("client.properties", "ssl.key.password=${env:NO_SUCH_VARIABLE}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaConfigFile.of(file))
        .withMessageContaining("the key ssl.key.password")
        .withMessageContaining("client.properties refers to ${env:NO_SUCH_VARIABLE}");
  }

  @Test
  void aMissingSecretsFileIsNamed() throws Exception {
    Path file = write("client.properties", "ssl.key.password=${file:/no/such/file:key}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaConfigFile.of(file))
        .withMessageContaining("client.properties")
        .withMessageContaining("/no/such/file");
  }

  @Test
  void aPathThatKafkaWouldTakeApartIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaConfigFile.of(directory.resolve("a:b.properties")))
        .withMessageContaining("rename it");
  }

  @Test
  void secretsAreRefusedOnTheCommandLineAndNotRepeated() {
    SecretProperties.requireNone(Map.of("linger.ms", "1"), "--kafka-property");
    SecretProperties.requireNone(Map.of("ssl.key.password", "${env:KEY}"), "--kafka-property");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SecretProperties.requireNone(
                    Map.of("sasl.jaas.config", SECRET), "--kafka-property"))
        .withMessageContaining("--kafka-property sasl.jaas.config")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static ProducerConfig producer(Map<String, String> references) {
    Map<String, Object> client =
        new KafkaAccess("broker:9092", references)
            .client(
                Map.of(
                    "key.serializer",
                    ByteArraySerializer.class,
                    "value.serializer",
                    ByteArraySerializer.class));
    return new ProducerConfig(client);
  }
}
