package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken and foreign bytes at both ends of admission; the pipeline goes on. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileInputIT {
  private static final String CAMERA = "camera";

  @TempDir static Path home;
  private static RunningPipeline pipeline;
  private static KafkaProducer<String, byte[]> producer;

  private long sequence;

  @BeforeAll
  static void start() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    pipeline = RunningPipeline.start(home);
    pipeline.run("submit", "--models", bundle.toString(), "--latency-budget", "5s");
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.state().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() throws Exception {
    producer.close();
    pipeline.close();
  }

  @Test
  void whatIsBrokenEndsInQuarantineWithAReasonAndTheNextFrameIsOnTime() throws Exception {
    byte[] whole = jpeg();
    String raw = pipeline.topics().framesRaw();
    String frames = pipeline.topics().frames();
    Map<String, byte[]> broken =
        Map.of(
            "truncated", message(Arrays.copyOf(whole, whole.length / 2), FrameEncoding.JPEG),
            "neither a JPEG nor a PNG", message(utf8("a text file"), FrameEncoding.JPEG),
            "50000 x 50000", message(hugePngHeader(), FrameEncoding.PNG),
            "payload is empty", message(new byte[0], FrameEncoding.JPEG),
            "c301", utf8("foreign bytes"));

    for (byte[] value : broken.values()) {
      producer.send(new ProducerRecord<>(raw, CAMERA, value)).get();
    }
    // Past admission: only the job's own checks stand between these and its decoder.
    for (byte[] value : broken.values()) {
      producer.send(new ProducerRecord<>(frames, CAMERA, value)).get();
    }
    long next = sequence;
    producer.send(new ProducerRecord<>(raw, CAMERA, message(whole, FrameEncoding.JPEG))).get();

    List<ConsumerRecord<byte[], byte[]>> quarantined =
        Topic.read(
            pipeline.state().bootstrapServers(),
            pipeline.topics().quarantine(),
            all -> all.size() >= 2 * broken.size());
    for (String topic : List.of(raw, frames)) {
      broken.forEach(
          (reason, value) ->
              assertThat(quarantined)
                  .as("bytes from %s with the reason '%s'", topic, reason)
                  .anySatisfy(
                      kept -> {
                        Map<String, String> headers = Topic.headers(kept);
                        assertThat(headers.get(QuarantineNote.TOPIC)).isEqualTo(topic);
                        assertThat(headers.get(QuarantineNote.REASON)).contains(reason);
                        assertThat(kept.value()).isEqualTo(value);
                      }));
    }
    List<FrameResult> results = results(all -> all.stream().anyMatch(r -> isOf(r, next)));
    assertThat(results.stream().filter(r -> isOf(r, next)))
        .extracting(FrameResult::getOutcome)
        .containsExactly(Outcome.CLASSIFIED);
    assertThat(results.stream().filter(r -> !isOf(r, next)))
        .as("decodable envelopes that bypassed admission")
        .hasSize(broken.size() - 1)
        .allSatisfy(
            result -> {
              assertThat(result.getOutcome()).isEqualTo(Outcome.REJECTED);
              assertThat(result.getReason()).isNotBlank();
            });
  }

  private static boolean isOf(FrameResult result, long sequence) {
    return result.getSequence() == sequence;
  }

  private static List<FrameResult> results(Predicate<List<FrameResult>> enough) {
    return decode(
        Topic.read(
            pipeline.state().bootstrapServers(),
            pipeline.topics().results(),
            all -> enough.test(decode(all))));
  }

  private static List<FrameResult> decode(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            result -> {
              try {
                return Codecs.frameResult().decode(result.value());
              } catch (Exception e) {
                throw new AssertionError("results must be readable", e);
              }
            })
        .toList();
  }

  private byte[] message(byte[] payload, FrameEncoding encoding) {
    Instant now = Instant.now();
    long position = sequence++;
    return Codecs.frame()
        .encode(
            Frame.newBuilder()
                .setFrameId(FrameIds.of(CAMERA, position, now))
                .setCameraId(CAMERA)
                .setSequence(position)
                .setCaptureTime(now)
                .setEncoding(encoding)
                .setWidth(64)
                .setHeight(48)
                .setPayload(ByteBuffer.wrap(payload))
                .build());
  }

  private static byte[] jpeg() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", out);
    return out.toByteArray();
  }

  /** Signature, the header of a picture of 50,000 x 50,000 pixels, some data, an end. */
  private static byte[] hugePngHeader() {
    return ByteBuffer.allocate(8 + 25 + 13 + 12)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .putInt(0x49484452)
        .putInt(50_000)
        .putInt(50_000)
        .put(new byte[] {8, 2, 0, 0, 0})
        .putInt(0)
        .putInt(1)
        .putInt(0x49444154)
        .put((byte) 0)
        .putInt(0)
        .putInt(0)
        .putInt(0x49454E44)
        .putInt(0)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
