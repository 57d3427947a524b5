package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.stack.StackState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar in a session cluster of processes: submitted again and again, and killed. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SessionClusterIT {
  @TempDir static Path home;
  private static Path bundle;
  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    pipeline = RunningPipeline.start(home);
  }

  @AfterAll
  static void stop() throws Exception {
    pipeline.close();
  }

  @Test
  void theJobCanBeSubmittedAndCancelledAgainAndAgain() throws Exception {
    for (int round = 1; round <= 3; round++) {
      pipeline.run("submit", "--models", bundle.toString());
      String camera = "round-" + round;
      pipeline.run("publish", "--source", pictures(10), "--pace", "max", "--camera", camera);
      awaitOutcomes(camera, 10);
      pipeline.run("cancel");
    }
  }

  @Test
  void aKilledTaskManagerCostsNoFrame() throws Exception {
    pipeline.run("submit", "--models", bundle.toString());
    String camera = "survivor";
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            () -> publish("--source", pictures(450), "--rate", "30", "--camera", camera));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> framesOf(pipeline.topics().results(), camera).size() >= 60);
    ProcessHandle victim = taskManager().orElseThrow();

    victim.destroyForcibly();
    victim.onExit().get(10, TimeUnit.SECONDS);

    publishing.get(2, TimeUnit.MINUTES);
    awaitOutcomes(camera, 450);
    assertThat(taskManager()).as("the TaskManager was started again").isPresent();
    assertThat(framesOf(pipeline.topics().frames(), camera)).hasSize(450);
    pipeline.run("cancel");
  }

  private static void publish(String... arguments) {
    try {
      pipeline.run("publish", arguments);
    } catch (Exception e) {
      throw new AssertionError("publishing must survive a lost TaskManager", e);
    }
  }

  private static Optional<ProcessHandle> taskManager() {
    return pipeline.state().processes().stream()
        .filter(entry -> entry.name().startsWith("TaskManager"))
        .map(StackState.Entry::find)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static void awaitOutcomes(String camera, int frames) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(framesOf(pipeline.topics().results(), camera)).hasSize(frames));
  }

  /** Distinct frames of a camera on a topic, by the header that carries their id. */
  private static Set<String> framesOf(String topic, String camera) {
    Set<String> ids = new HashSet<>();
    List<ConsumerRecord<byte[], byte[]>> all =
        Topic.readAll(pipeline.state().bootstrapServers(), topic);
    for (ConsumerRecord<byte[], byte[]> each : all) {
      if (camera.equals(new String(each.key(), StandardCharsets.UTF_8))) {
        ids.add(Topic.headers(each).get("frame-id"));
      }
    }
    return ids;
  }

  /** A folder of that many small pictures. */
  private static String pictures(int count) {
    return Pictures.folder(home.resolve("pictures-" + count), count).toString();
  }
}
