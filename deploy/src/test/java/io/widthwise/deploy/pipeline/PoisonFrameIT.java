package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.decode.FrameDecoderProvider;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A frame that kills the TaskManager's process, among frames that do not. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class PoisonFrameIT {
  private static final int CAMERAS = 4;
  private static final int FRAMES = 400;
  private static final int POISON_AT = 100;

  private static final Path JOB = Path.of("target", "widthwise", "job", "widthwise-job.jar");

  @TempDir Path home;

  @Test
  void aFrameThatKillsItsProcessIsQuarantinedAtItsSecondStrikeAndCostsNoOther() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    try (RunningPipeline pipeline = RunningPipeline.start(home)) {
      pipeline.run(
          "submit",
          "--models",
          bundle.toString(),
          "--jar",
          crashingJob().toString(),
          "--latency-budget",
          "60s",
          "--delivery",
          "exactly-once");
      byte[] picture =
          Files.readAllBytes(Pictures.folder(home.resolve("pictures"), 1).resolve("00000.jpg"));
      Set<String> sent = new HashSet<>();
      String poison = publish(pipeline, picture, sent);

      List<ConsumerRecord<byte[], byte[]>> results =
          Topic.read(
              pipeline.state().bootstrapServers(),
              pipeline.topics().results(),
              all -> all.size() >= FRAMES);

      assertThat(results.stream().map(each -> Topic.headers(each).get("frame-id")))
          .as("one outcome each")
          .containsExactlyInAnyOrderElementsOf(sent);
      for (ConsumerRecord<byte[], byte[]> each : results) {
        FrameResult result = Codecs.frameResult().decode(each.value());
        boolean isPoison = result.getFrameId().equals(poison);
        assertThat(result.getOutcome())
            .as(result.getFrameId())
            .isEqualTo(isPoison ? Outcome.REJECTED : Outcome.CLASSIFIED);
      }
      ConsumerRecord<byte[], byte[]> kept =
          Topic.read(
                  pipeline.state().bootstrapServers(),
                  pipeline.topics().quarantine(),
                  all -> !all.isEmpty())
              .get(0);
      assertThat(Topic.headers(kept))
          .containsEntry(QuarantineNote.CODE, QuarantineCode.POISON.name());
      assertThat(Topic.headers(kept).get(QuarantineNote.REASON)).contains("died 2 times");
      assertThat(Codecs.frame().decode(kept.value()).getFrameId()).isEqualTo(poison);
      assertThat(crashes()).as("processes that died").isEqualTo(2);
    }
  }

  private String publish(RunningPipeline pipeline, byte[] picture, Set<String> sent)
      throws Exception {
    String poison = "";
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.state().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < FRAMES; i++) {
        Instant captured = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String camera = "camera-" + i % CAMERAS;
        Frame frame =
            Frame.newBuilder()
                .setFrameId(FrameIds.of(camera, i, captured))
                .setCameraId(camera)
                .setSequence(i)
                .setCaptureTime(captured)
                .setEncoding(FrameEncoding.JPEG)
                .setWidth(ImageHeader.read(ByteBuffer.wrap(picture)).width())
                .setHeight(ImageHeader.read(ByteBuffer.wrap(picture)).height())
                .setPayload(ByteBuffer.wrap(picture))
                .setAttributes(i == POISON_AT ? Map.of(CrashingDecoder.POISON, "yes") : Map.of())
                .build();
        if (i == POISON_AT) {
          poison = frame.getFrameId();
        }
        sent.add(frame.getFrameId());
        producer
            .send(
                new ProducerRecord<>(
                    pipeline.topics().framesRaw(), camera, Codecs.frame().encode(frame)))
            .get();
      }
    }
    return poison;
  }

  private long crashes() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("work").resolve("flink"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("hs_err_")).count();
    }
  }

  /** The job's jar with the faulty decoder in it. */
  private Path crashingJob() throws IOException {
    Path jar = home.resolve("crashing-job.jar");
    try (JarFile job = new JarFile(JOB.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Enumeration<JarEntry> entries = job.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        add(out, entry.getName(), job.getInputStream(entry).readAllBytes());
      }
      for (Class<?> type : List.of(CrashingDecoder.class, CrashingDecoder.Provider.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
          add(out, name, bytes.readAllBytes());
        }
      }
      add(
          out,
          "META-INF/services/" + FrameDecoderProvider.class.getName(),
          CrashingDecoder.Provider.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
