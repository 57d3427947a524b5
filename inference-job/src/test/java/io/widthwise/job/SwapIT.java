package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import io.widthwise.inference.signing.KeyFiles;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Canary;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Releases announced to a running job: real models, a MiniCluster and a real broker. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SwapIT {
  private static final int LANES = 2;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(LANES)
              .build());

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static Path first;
  private static Path second;
  private static int runs;

  private TopicNames topics;
  private TopicClient client;
  private long sequence;
  private String truth = "";

  @BeforeAll
  static void startBroker() throws Exception {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("kafka")), ClassPath.ofCurrentJvm());
    first = Files.createDirectory(directory.resolve("first"));
    second = Files.createDirectory(directory.resolve("second"));
    TinyBundle.create(first, "first");
    TinyBundle.create(second, "second");
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() {
    topics = new TopicNames("swap" + runs++ + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, topics, TopicSettings.DEFAULT);
    }
  }

  @Test
  void swapsBetweenFramesAndEveryFrameHasItsOneOutcomeInTime() throws Exception {
    try (TopicClient opened = new TopicClient(broker.bootstrapServers());
        RunningJob job = submit()) {
      client = opened;
      sendFrames(20);
      awaitResults(20);
      release(second, null);
      // Frames go on while the release is loaded, until both lanes serve it and for a while after.
      sendUntil(() -> count(ReleaseState.SERVING) == LANES);
      sendFrames(40);

      List<FrameResult> results = awaitResults((int) sequence);

      assertThat(results.stream().map(FrameResult::getSequence)).doesNotHaveDuplicates();
      assertThat(results).extracting(FrameResult::getOutcome).containsOnly(Outcome.CLASSIFIED);
      assertThat(releaseOf(results, 0)).isEqualTo("first");
      for (long late = sequence - 20; late < sequence; late++) {
        assertThat(releaseOf(results, late)).isEqualTo("second");
      }
    }
  }

  @Test
  void aReleaseThatIsNotWhatWasAnnouncedIsRefusedAndTheOldOneServesOn() throws Exception {
    Path damaged = Files.createDirectory(directory.resolve("damaged" + runs));
    LadderBundle bundle = TinyBundle.create(damaged, "damaged");
    Files.write(
        bundle.modelFile(bundle.ladder().variants().get(1)),
        new byte[] {1},
        StandardOpenOption.APPEND);
    try (TopicClient opened = new TopicClient(broker.bootstrapServers());
        RunningJob job = submit()) {
      client = opened;
      sendFrames(20);
      awaitResults(20);
      announce(bundle, null);
      sendUntil(() -> count(ReleaseState.REFUSED) == LANES);
      sendFrames(20);

      List<FrameResult> results = awaitResults((int) sequence);

      assertThat(results).extracting(FrameResult::getOutcome).containsOnly(Outcome.CLASSIFIED);
      assertThat(results).extracting(r -> r.getVariant().getRelease()).containsOnly("first");
      assertThat(statuses())
          .filteredOn(status -> status.getState() == ReleaseState.REFUSED)
          .allSatisfy(
              status -> {
                assertThat(status.getReason()).contains("changed or copied in part");
                assertThat(status.getServing()).isEqualTo("first");
                assertThat(status.getLanes()).isEqualTo(LANES);
              });
    }
  }

  @Test
  void anUnsignedReleaseIsRefusedWhereAKeyIsConfigured() throws Exception {
    Path key = directory.resolve("key" + runs);
    BundleKey trusted = KeyFiles.generate(key);
    Path signed = Files.createDirectory(directory.resolve("signed" + runs));
    TinyBundle.create(signed, "signed");
    BundleSignature.sign(signed, key);
    Path alsoSigned = Files.createDirectory(directory.resolve("also-signed" + runs));
    TinyBundle.create(alsoSigned, "also-signed");
    BundleSignature.sign(alsoSigned, key);
    try (TopicClient opened = new TopicClient(broker.bootstrapServers());
        RunningJob job = submit("--models", signed.toString(), "--bundle-key", trusted.inline())) {
      client = opened;
      release(second, null);
      sendUntil(() -> count(ReleaseState.REFUSED) == LANES);
      assertThat(statuses())
          .filteredOn(status -> status.getState() == ReleaseState.REFUSED)
          .allSatisfy(status -> assertThat(status.getReason()).contains("is not signed"));
      release(alsoSigned, null);
      sendUntil(() -> count(ReleaseState.SERVING) == LANES);
      sendFrames(10);

      List<FrameResult> results = awaitResults((int) sequence);

      assertThat(releaseOf(results, 0)).isEqualTo("signed");
      assertThat(releaseOf(results, sequence - 1)).isEqualTo("also-signed");
    }
  }

  @Test
  void aCanaryServesItsShareAndIsPromotedWhenAnnouncedForAllFrames() throws Exception {
    try (TopicClient opened = new TopicClient(broker.bootstrapServers());
        RunningJob job = submit()) {
      client = opened;
      sendFrames(20);
      awaitResults(20);
      release(second, new Canary(0.25, null, null, null));
      sendUntil(() -> count(ReleaseState.CANARY) == LANES);
      sendFrames(10);
      awaitResults((int) sequence);
      long from = sequence;
      sendFrames(400);

      List<FrameResult> results = awaitResults((int) sequence);

      Map<String, Long> byRelease =
          results.stream()
              .filter(result -> result.getSequence() >= from)
              .collect(
                  Collectors.groupingBy(r -> r.getVariant().getRelease(), Collectors.counting()));
      // Four standard deviations of 400 draws of a quarter are 35.
      assertThat(byRelease.get("second")).isBetween(65L, 135L);
      assertThat(byRelease.get("first")).isEqualTo(400 - byRelease.get("second"));

      release(second, null);
      sendUntil(() -> count(ReleaseState.SERVING) == LANES);
      sendFrames(20);
      results = awaitResults((int) sequence);
      assertThat(results).extracting(FrameResult::getOutcome).containsOnly(Outcome.CLASSIFIED);
      assertThat(releaseOf(results, sequence - 1)).isEqualTo("second");
    }
  }

  @Test
  void aCanaryThatLabelsWorseGoesBackInEveryLane() throws Exception {
    Path rotated = Files.createDirectory(directory.resolve("rotated" + runs));
    new BundleWriter(rotated)
        .write(
            "colours",
            "rotated",
            List.of("green", "blue", "red"),
            List.of(TinyBundle.rung(0.25, 32, 0.5), TinyBundle.rung(1.0, 64, 0.875)));
    try (TopicClient opened = new TopicClient(broker.bootstrapServers());
        RunningJob job = submit()) {
      client = opened;
      sendFrames(20);
      truth = awaitResults(20).get(0).getTopK().get(0).getName();
      release(rotated, new Canary(0.5, null, null, null));
      sendUntil(() -> count(ReleaseState.RETURNED) == LANES);
      long from = sequence;
      sendFrames(40);

      List<FrameResult> results = awaitResults((int) sequence);

      assertThat(results).extracting(FrameResult::getOutcome).containsOnly(Outcome.CLASSIFIED);
      for (long after = from; after < sequence; after++) {
        assertThat(releaseOf(results, after)).isEqualTo("first");
      }
      assertThat(statuses())
          .filteredOn(status -> status.getState() == ReleaseState.RETURNED)
          .allSatisfy(
              status -> {
                assertThat(status.getReason()).contains("labelled wrongly");
                assertThat(status.getServing()).isEqualTo("first");
              });
    }
  }

  @Test
  void afterARestartFromASavepointTheReleaseServedLastServesFromTheFirstFrame() throws Exception {
    String savepoint;
    try (TopicClient opened = new TopicClient(broker.bootstrapServers())) {
      client = opened;
      try (RunningJob job = submit()) {
        sendFrames(10);
        release(second, null);
        sendUntil(() -> count(ReleaseState.SERVING) == LANES);
        awaitResults((int) sequence);
        savepoint =
            job.client()
                .stopWithSavepoint(
                    false,
                    directory.resolve("savepoints").toUri().toString(),
                    SavepointFormatType.CANONICAL)
                .get();
      }
      long from = sequence;
      sendFrames(20);
      try (RunningJob job = submit("-D", "execution.state-recovery.path=" + savepoint)) {
        List<FrameResult> results = awaitResults((int) sequence);

        for (long after = from; after < sequence; after++) {
          assertThat(releaseOf(results, after)).isEqualTo("second");
        }
      }
    }
  }

  private record RunningJob(JobClient client) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      if (!client.getJobStatus().get().isGloballyTerminalState()) {
        client.cancel().get();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.getJobStatus().get().isGloballyTerminalState());
    }
  }

  private void sendUntil(Callable<Boolean> done) throws Exception {
    Instant limit = Instant.now().plusSeconds(60);
    while (!done.call()) {
      assertThat(Instant.now()).as("statuses: %s", statuses()).isBefore(limit);
      sendFrames(10);
    }
  }

  private void sendFrames(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Frame frame = TestFrames.grey("camera-" + sequence % 3, sequence, Instant.now(), 64);
      if (!truth.isEmpty()) {
        frame.setAttributes(Map.of("label", truth));
      }
      client.send(topics.frames(), frame);
      sequence++;
    }
  }

  private List<FrameResult> awaitResults(int count) throws Exception {
    return client.results(topics.results(), count);
  }

  private void release(Path bundle, Canary canary) throws Exception {
    announce(LadderBundle.open(bundle), canary);
  }

  private void announce(LadderBundle bundle, Canary canary) throws Exception {
    ModelRelease release =
        ModelRelease.newBuilder()
            .setFamily(bundle.ladder().name())
            .setRelease(bundle.ladder().release())
            .setBundleUri(bundle.directory().toUri().toString())
            .setLadderSha256(bundle.ladderSha256())
            .setPublishedTime(Instant.now().truncatedTo(ChronoUnit.MICROS))
            .setCanary(canary)
            .build();
    client.send(topics.models(), release.getFamily(), Codecs.modelRelease().encode(release));
  }

  private long count(ReleaseState state) throws Exception {
    Predicate<ReleaseStatus> isIt = status -> status.getState() == state;
    return statuses().stream().filter(isIt).map(ReleaseStatus::getLane).distinct().count();
  }

  private List<ReleaseStatus> statuses() throws Exception {
    List<ReleaseStatus> statuses = new ArrayList<>();
    for (byte[] value : client.now(topics.modelsStatus())) {
      statuses.add(Codecs.releaseStatus().decode(value));
    }
    return statuses;
  }

  private static String releaseOf(List<FrameResult> results, long sequence) {
    return results.stream()
        .filter(result -> result.getSequence() == sequence)
        .findFirst()
        .orElseThrow()
        .getVariant()
        .getRelease();
  }

  private RunningJob submit(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic-prefix",
                topics.prefix(),
                "--group-id",
                "group-" + topics.prefix(),
                "--profile-time",
                "100ms",
                "--latency-budget",
                "60s",
                "--parallelism",
                Integer.toString(LANES)));
    if (!List.of(more).contains("--models")) {
      arguments.addAll(List.of("--models", first.toString()));
    }
    arguments.addAll(List.of(more));
    ClassifyJob job = new ClassifyJob();
    assertThat(job.parse(arguments.toArray(String[]::new))).isTrue();
    return new RunningJob(job.build().executeAsync());
  }
}
