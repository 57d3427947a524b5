package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.Verdict;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job in a MiniCluster against a real broker. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClassifyJobIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static Path models;
  private static int runs;

  private TopicNames topics;

  @BeforeAll
  static void startBroker() throws Exception {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("kafka")), ClassPath.ofCurrentJvm());
    models = Files.createDirectory(directory.resolve("models"));
    TinyBundle.create(models);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() {
    topics = new TopicNames("run" + runs++ + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, topics, TopicSettings.DEFAULT);
    }
  }

  @Test
  void aFrameThatAdmissionGaveUpIsShedWithTheReasonAndNotQuarantined() throws Exception {
    JobClient job = submit("--latency-budget", "60s");
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      client.sendGivenUp(topics.frames(), frame(0), 431);
      client.send(topics.frames(), frame(1));

      Map<Long, FrameResult> results =
          client.results(topics.results(), 2).stream()
              .collect(Collectors.toMap(FrameResult::getSequence, result -> result));

      assertThat(results.get(0L).getOutcome()).isEqualTo(Outcome.SHED);
      assertThat(results.get(0L).getReason()).contains("431 ms");
      assertThat(results.get(1L).getOutcome()).isEqualTo(Outcome.CLASSIFIED);
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void everyFrameGetsOneOutcomeAndWhatCannotBeReadGoesToQuarantine() throws Exception {
    JobClient job = submit("--latency-budget", "60s");
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      client.send(topics.frames(), "camera", "foreign bytes".getBytes(StandardCharsets.UTF_8));
      client.send(topics.frames(), "camera", null);
      Frame lying = frame(0);
      lying.setWidth(50_000);
      client.send(topics.frames(), lying);
      Frame broken = frame(1);
      broken.setEncoding(FrameEncoding.JPEG);
      broken.setPayload(ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}));
      client.send(topics.frames(), broken);
      for (int sequence = 2; sequence < 42; sequence++) {
        client.send(topics.frames(), frame(sequence));
      }

      List<FrameResult> results = client.results(topics.results(), 42);

      assertThat(results.stream().map(FrameResult::getSequence))
          .doesNotHaveDuplicates()
          .hasSize(42);
      Map<Long, FrameResult> bySequence =
          results.stream().collect(Collectors.toMap(FrameResult::getSequence, result -> result));
      assertThat(bySequence.get(0L).getOutcome()).isEqualTo(Outcome.REJECTED);
      assertThat(bySequence.get(0L).getReason()).contains("50000");
      assertThat(bySequence.get(1L).getOutcome()).isEqualTo(Outcome.REJECTED);
      assertThat(bySequence.get(1L).getReason()).contains("truncated");
      for (long sequence = 2; sequence < 42; sequence++) {
        FrameResult result = bySequence.get(sequence);
        assertThat(result.getOutcome()).isEqualTo(Outcome.CLASSIFIED);
        assertThat(result.getTopK()).isNotEmpty();
        assertThat(result.getVariant()).isNotNull();
      }
      assertThat(client.quarantined(topics.quarantine(), 4))
          .extracting(headers -> headers.get(QuarantineNote.CODE))
          .containsExactlyInAnyOrder(
              "UNDECODABLE_ENVELOPE", "UNDECODABLE_ENVELOPE", "OVER_LIMIT", "INVALID_IMAGE");
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void framesWhoseDeadlineHasPassedAreShedWithAReason() throws Exception {
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (int sequence = 0; sequence < 10; sequence++) {
        Frame frame = frame(sequence);
        frame.setLatencyBudgetMillis(1);
        client.send(topics.frames(), frame);
      }
      JobClient job = submit();
      try {
        List<FrameResult> results = client.results(topics.results(), 10);

        assertThat(results).extracting(FrameResult::getOutcome).containsOnly(Outcome.SHED);
        assertThat(results)
            .extracting(FrameResult::getReason)
            .allSatisfy(reason -> assertThat(reason).contains("deadline"));
      } finally {
        job.cancel().get();
      }
    }
  }

  @Test
  void anExplainedFrameCarriesTheDecisionThatLedToItsOutcome() throws Exception {
    JobClient job = submit("--latency-budget", "60s", "--explain", "1");
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      Frame hopeless = frame(0);
      hopeless.setCaptureTime(Instant.now().minusSeconds(5));
      hopeless.setLatencyBudgetMillis(1);
      client.send(topics.frames(), hopeless);
      client.send(topics.frames(), frame(1));

      Map<Outcome, FrameResult> results =
          client.results(topics.results(), 2).stream()
              .collect(Collectors.toMap(FrameResult::getOutcome, result -> result));

      FrameResult shed = results.get(Outcome.SHED);
      assertThat(shed.getDecision().getSlackMicros()).isNegative();
      assertThat(shed.getDecision().getLeastMicros()).isPositive();
      assertThat(shed.getDecision().getRungs())
          .extracting(ConsideredRung::getVerdict)
          .containsOnly(Verdict.OVER_SLACK);
      FrameResult classified = results.get(Outcome.CLASSIFIED);
      Variant variant = classified.getVariant();
      assertThat(classified.getDecision().getSlackMicros()).isBetween(1L, 60_000_000L);
      assertThat(classified.getDecision().getMarginMicros()).isEqualTo(3_000);
      assertThat(classified.getDecision().getRungs())
          .filteredOn(rung -> rung.getVerdict() == Verdict.CHOSEN)
          .extracting(ConsideredRung::getVariant)
          .containsExactly(
              "%s@%d/%s"
                  .formatted(
                      variant.getWidthMultiplier(),
                      variant.getResolution(),
                      variant.getPrecision()));
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void noFrameIsExplainedUnlessAskedFor() throws Exception {
    JobClient job = submit("--latency-budget", "60s", "--explain", "0");
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      client.send(topics.frames(), frame(0));

      assertThat(client.results(topics.results(), 1))
          .extracting(FrameResult::getDecision)
          .containsOnlyNulls();
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void aJobThatIsCancelledAndSubmittedAgainGoesOnWhereItWas() throws Exception {
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      JobClient first = submit("--latency-budget", "60s");
      for (int sequence = 0; sequence < 20; sequence++) {
        client.send(topics.frames(), frame(sequence));
      }
      client.results(topics.results(), 20);
      first.cancel().get();
      for (int sequence = 20; sequence < 40; sequence++) {
        client.send(topics.frames(), frame(sequence));
      }
      JobClient second = submit("--latency-budget", "60s");
      try {
        Set<Long> sequences = client.awaitSequences(topics.results(), 40);

        assertThat(sequences).hasSize(40);
      } finally {
        second.cancel().get();
      }
    }
  }

  @Test
  void exactlyOnceResultsAppearOnceToReadCommittedConsumers() throws Exception {
    JobClient job = submit("--latency-budget", "60s", "--delivery", "exactly-once");
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (int sequence = 0; sequence < 20; sequence++) {
        client.send(topics.frames(), frame(sequence));
      }

      List<FrameResult> results = client.results(topics.results(), 20);

      assertThat(results.stream().map(FrameResult::getSequence))
          .doesNotHaveDuplicates()
          .hasSize(20);
    } finally {
      job.cancel().get();
    }
  }

  private JobClient submit(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic-prefix",
                topics.prefix(),
                "--group-id",
                "group-" + topics.prefix(),
                "--models",
                models.toString(),
                "--profile-time",
                "100ms",
                "--parallelism",
                "2"));
    arguments.addAll(List.of(more));
    ClassifyJob job = new ClassifyJob();
    assertThat(job.parse(arguments.toArray(String[]::new))).isTrue();
    return job.build().executeAsync();
  }

  private static Frame frame(long sequence) {
    return TestFrames.grey("camera-" + sequence % 3, sequence, Instant.now(), 64);
  }
}
