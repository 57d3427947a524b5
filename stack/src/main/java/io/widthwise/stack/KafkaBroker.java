package io.widthwise.stack;

import io.widthwise.access.KafkaAccess;
import io.widthwise.stack.secure.BrokerSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A real KRaft broker, its own controller, as a process of its own. */
public final class KafkaBroker implements AutoCloseable {
  /** Any 16 bytes in URL-safe base 64 will do: nothing else ever joins the cluster. */
  private static final String CLUSTER_ID = "V2lkdGh3aXNlTG9jYWwwMQ";

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int PROBE_MILLIS = 1_000;

  private final JavaProcess process;
  private final int port;

  private KafkaBroker(JavaProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param classPath holds Kafka's server ({@code kafka_2.13}) and what it needs
   * @throws StackException if its port is taken, or it ends or does not answer in time
   */
  public static KafkaBroker start(BrokerSettings settings, ClassPath classPath) {
    if (settings.port() != 0) {
      Ports.requireFree(settings.port(), "the Kafka broker", settings.portSetting());
    }
    List<Integer> spare = Ports.free(2);
    int port = settings.port() == 0 ? spare.get(0) : settings.port();
    Path properties = settings.directory().resolve("server.properties");
    Path data = settings.directory().resolve("data");
    Path log = settings.directory().resolve("broker.out");
    try {
      Files.createDirectories(settings.directory());
      Files.writeString(properties, BrokerProperties.text(settings, port, spare.get(1), data));
    } catch (IOException e) {
      throw new StackException(
          "cannot write the broker's configuration to %s: %s"
              .formatted(settings.directory(), e.getMessage()),
          e);
    }
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(settings, classPath, properties, log);
    }
    List<String> flags =
        flags(
            settings,
            "broker",
            "-Xms128m",
            "-Xmx" + settings.heapMegabytes() + "m",
            "-XX:+ExitOnOutOfMemoryError");
    flags.addAll(settings.jvmFlags());
    JavaProcess process =
        JavaProcess.start(
            new JavaCommand(
                "Kafka broker",
                classPath,
                "kafka.Kafka",
                flags,
                List.of(properties.toString()),
                Map.of(),
                log));
    try {
      awaitAnswer(process, settings, port);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return new KafkaBroker(process, port);
  }

  private static void format(
      BrokerSettings settings, ClassPath classPath, Path properties, Path log) {
    JavaProcess.start(
            new JavaCommand(
                "Kafka storage tool",
                classPath,
                "kafka.tools.StorageTool",
                flags(settings, "format", "-Xmx128m", "-XX:TieredStopAtLevel=1"),
                List.of("format", "-t", CLUSTER_ID, "-c", properties.toString()),
                Map.of(),
                log))
        .awaitSuccess(START_LIMIT);
  }

  private static List<String> flags(BrokerSettings settings, String log, String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-XX:+UseSerialGC");
    all.add("-Djava.awt.headless=true");
    all.add("-Djava.io.tmpdir=" + settings.directory());
    all.addAll(Log4jConfiguration.flags(settings.directory(), log, settings.logFormat()));
    return all;
  }

  private static void awaitAnswer(JavaProcess process, BrokerSettings settings, int port) {
    Instant limit = Instant.now().plus(START_LIMIT);
    KafkaAccess access =
        settings
            .security()
            .map(BrokerSecurity::operator)
            .orElseGet(() -> KafkaAccess.plaintext("127.0.0.1:" + port));
    Map<String, Object> client =
        access.client(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PROBE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PROBE_MILLIS));
    // A client made before the port listens would only wait out its back-off.
    while (Ports.isFree(port)) {
      pause(process, limit);
    }
    try (Admin admin = Admin.create(client)) {
      while (!answers(admin)) {
        pause(process, limit);
      }
    }
  }

  private static void pause(JavaProcess process, Instant limit) {
    process.requireAlive();
    if (Instant.now().isAfter(limit)) {
      throw new StackException(
          "the Kafka broker did not answer within %d s; its log ends with:%n%s"
              .formatted(START_LIMIT.toSeconds(), process.logTail()));
    }
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the Kafka broker started", e);
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(PROBE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the Kafka broker started", e);
    }
  }

  /** Address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public JavaProcess process() {
    return process;
  }

  /** Stops the broker; its data stays. */
  @Override
  public void close() {
    process.close();
  }
}
