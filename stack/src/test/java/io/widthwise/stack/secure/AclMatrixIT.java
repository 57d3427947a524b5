package io.widthwise.stack.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.KafkaConfigFile;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what on a real broker with TLS, logins and an authoriser. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AclMatrixIT {
  private static final TopicNames TOPICS = new TopicNames("it.");
  private static final String GATE_1 = "gate/1";
  private static final String GATE_2 = "gate_2";
  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "raw", TOPICS.framesRaw(),
              "raw1", TOPICS.framesRawOf(GATE_1),
              "raw2", TOPICS.framesRawOf(GATE_2),
              "frames", TOPICS.frames(),
              "results", TOPICS.results(),
              "quarantine", TOPICS.quarantine(),
              "models", TOPICS.models()));

  @TempDir static Path directory;
  private static Tokens tokens;
  private static BrokerSecurity security;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() throws Exception {
    tokens = new Tokens();
    Path keys = Files.writeString(directory.resolve("jwks.json"), tokens.keySet());
    security = BrokerSecurity.in(directory.resolve("security"));
    String oauth = "listener.name.client.oauthbearer.sasl.";
    BrokerSettings settings =
        BrokerSettings.inDirectory(directory.resolve("kafka"))
            .withSecurity(security)
            .with(
                Map.of(
                    "sasl.enabled.mechanisms",
                    "SCRAM-SHA-512,OAUTHBEARER",
                    oauth + "jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                    oauth + "server.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                    oauth + "oauthbearer.jwks.endpoint.url",
                    keys.toUri().toString(),
                    oauth + "oauthbearer.expected.audience",
                    Tokens.AUDIENCE,
                    oauth + "oauthbearer.expected.issuer",
                    Tokens.ISSUER),
                List.of("-D%s=%s".formatted(ALLOWED_URLS, keys.toUri())));
    broker = KafkaBroker.start(settings, ClassPath.ofCurrentJvm());
    try (Admin admin = Admin.create(security.operator().client(Map.of()))) {
      List<String> cameras = List.of(GATE_1, GATE_2);
      Topics.create(
          admin, TOPICS, new TopicSettings(1, Duration.ofHours(1)).withOwnTopics(cameras));
      new Principals(security, TOPICS).create(admin, cameras);
    }
    try (Probe operator = new Probe(security.operator())) {
      for (String topic : NAMES.values()) {
        if (!topic.equals(TOPICS.models())) { // compacted, so it takes no record without a key
          assertThat(operator.writes(topic)).isTrue();
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    System.clearProperty(ALLOWED_URLS);
    if (broker != null) {
      broker.close();
    }
  }

  /** Topics that are not named must be refused; {@code models} holds nothing to be read here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          camera-gate_2F1 | raw1                                    | -
          camera-gate_5F2 | raw2                                    | -
          publisher       | raw                                     | -
          admission       | frames quarantine                       | raw raw1 raw2
          job             | results quarantine                      | frames
          consumer        | -                                       | results
          console         | -                                       | frames quarantine results
          operator        | frames quarantine raw raw1 raw2 results | frames quarantine raw raw1 raw2 results
          """)
  void eachPrincipalWritesAndReadsItsOwnTopicsAlone(String name, String writes, String reads)
      throws Exception {
    Set<String> written = new TreeSet<>();
    Set<String> read = new TreeSet<>();
    try (Probe probe = new Probe(scram(name))) {
      for (Map.Entry<String, String> topic : NAMES.entrySet()) {
        if (topic.getKey().equals("models")) {
          continue;
        }
        if (probe.writes(topic.getValue())) {
          written.add(topic.getKey());
        }
        if (probe.reads(topic.getValue())) {
          read.add(topic.getKey());
        }
      }
    }
    assertThat(written).as("written").isEqualTo(topics(writes));
    assertThat(read).as("read").isEqualTo(topics(reads));
  }

  private static Set<String> topics(String row) {
    return row.equals("-") ? Set.of() : Set.of(row.split(" "));
  }

  @Test
  void aConsumerHasGroupsOfItsOwnAlone() throws Exception {
    try (Probe consumer = new Probe(scram("consumer"))) {
      assertThat(consumer.commits("consumer-dashboard", TOPICS.results())).isTrue();
      assertThat(consumer.commits("it.classify", TOPICS.results())).isFalse();
      assertThat(consumer.commits("it.admission", TOPICS.results())).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"camera-gate_2F1", "publisher", "admission", "job", "consumer"})
  void nobodyButTheOperatorMakesTopicsOrGrantsAccess(String name) throws Exception {
    try (Admin admin = Admin.create(scram(name).client(Map.of()))) {
      assertThatThrownBy(
              () ->
                  admin
                      .createTopics(List.of(new NewTopic("it.frames.raw.new", 1, (short) 1)))
                      .all()
                      .get())
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.deleteTopics(List.of(TOPICS.framesRawOf(GATE_1))).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.describeAcls(AclBindingFilter.ANY).values().get())
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void aCameraSeesNoTopicButItsOwn() throws Exception {
    try (Admin admin = Admin.create(scram("camera-gate_2F1").client(Map.of()))) {
      assertThat(admin.listTopics().names().get()).containsExactly(TOPICS.framesRawOf(GATE_1));
    }
  }

  @Test
  void plaintextClientsAreRefused() {
    assertThatThrownBy(() -> connect(KafkaAccess.plaintext(broker.bootstrapServers())))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(
            () -> connect(KafkaAccess.plaintext("127.0.0.1:" + security.mutualTlsPort())))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void anUnencryptedLoginIsRefused() throws Exception {
    KafkaAccess unencrypted = altered("consumer", "SASL_SSL", "SASL_PLAINTEXT");

    assertThatThrownBy(() -> connect(unencrypted)).isInstanceOf(TimeoutException.class);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefused() throws Exception {
    KafkaAccess wrongPassword =
        altered("consumer", "password=\"" + security.password("consumer"), "password=\"guess");
    KafkaAccess stranger = altered("consumer", "username=\"consumer", "username=\"stranger");

    assertThatThrownBy(() -> connect(wrongPassword))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> connect(stranger)).isInstanceOf(SaslAuthenticationException.class);
    connect(scram("consumer"));
  }

  @Test
  void mutualTlsKnowsAClientByItsCertificate() throws Exception {
    Path file = security.mutualTlsFile("camera-gate_2F1");
    try (Probe camera = new Probe(access(file))) {
      assertThat(camera.writes(TOPICS.framesRawOf(GATE_1))).isTrue();
      assertThat(camera.writes(TOPICS.framesRawOf(GATE_2))).isFalse();
      assertThat(camera.reads(TOPICS.framesRawOf(GATE_1))).isFalse();
    }
  }

  @Test
  void mutualTlsRefusesClientsWithoutACertificateOfTheAuthority() throws Exception {
    String text = Files.readString(security.mutualTlsFile("consumer"));
    Path without = write("none.properties", text.replaceAll("(?m)^ssl.keystore.*$", ""));
    BrokerSecurity foreign = BrokerSecurity.in(directory.resolve("foreign"));
    Path forged =
        write(
            "forged.properties",
            text.replace(
                security.folder().resolve("consumer.pem").toString(),
                foreign.folder().resolve("consumer.pem").toString()));

    assertThatThrownBy(() -> connect(access(without))).isInstanceOf(AuthenticationException.class);
    assertThatThrownBy(() -> connect(access(forged))).isInstanceOf(AuthenticationException.class);
    connect(access(security.mutualTlsFile("consumer")));
  }

  @Test
  void aBrokerThatTheClientCannotTrustGetsNoPassword() throws Exception {
    BrokerSecurity foreign = BrokerSecurity.in(directory.resolve("impostor"));
    KafkaAccess access =
        altered(
            "consumer", security.authorityFile().toString(), foreign.authorityFile().toString());

    assertThatThrownBy(() -> connect(access)).isInstanceOf(AuthenticationException.class);
  }

  @Test
  void aSignedTokenIsAsGoodAsAPassword() throws Exception {
    Instant soon = Instant.now().plusSeconds(300);
    KafkaAccess camera = oauth("good", tokens.issue("camera-gate_2F1", soon));
    try (Probe probe = new Probe(camera)) {
      assertThat(probe.writes(TOPICS.framesRawOf(GATE_1))).isTrue();
      assertThat(probe.writes(TOPICS.framesRawOf(GATE_2))).isFalse();
      assertThat(probe.reads(TOPICS.results())).isFalse();
    }
    KafkaAccess forged = oauth("forged", new Tokens().issue("camera-gate_2F1", soon));
    assertThatThrownBy(() -> connect(forged)).isInstanceOf(SaslAuthenticationException.class);
  }

  private static KafkaAccess scram(String name) {
    return KafkaAccess.of(broker.bootstrapServers(), Optional.of(security.clientFile(name)));
  }

  private static KafkaAccess access(Path file) {
    return KafkaAccess.of(
        KafkaConfigFile.of(file).bootstrapServers().orElse(broker.bootstrapServers()),
        Optional.of(file));
  }

  private static KafkaAccess altered(String name, String from, String to) throws IOException {
    String text = Files.readString(security.clientFile(name));
    assertThat(text).contains(from);
    return access(write("altered-" + to.hashCode() + ".properties", text.replace(from, to)));
  }

  private static KafkaAccess oauth(String name, String token) throws IOException {
    Path file = write(name + ".jwt", token);
    String allowed = System.getProperty(ALLOWED_URLS);
    System.setProperty(
        ALLOWED_URLS, (allowed == null ? "" : allowed + ",") + file.toUri().toString());
    return access(
        write(
            name + ".oauth.properties",
            """
            security.protocol=SASL_SSL
            ssl.truststore.type=PEM
            ssl.truststore.location=%s
            sasl.mechanism=OAUTHBEARER
            sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
            sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
            sasl.oauthbearer.token.endpoint.url=%s
            """
                .formatted(security.authorityFile(), file.toUri())));
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static void connect(KafkaAccess access) throws Exception {
    try (Admin admin =
        Admin.create(
            access.client(Map.of("request.timeout.ms", 3_000, "default.api.timeout.ms", 3_000)))) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
