package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was refused can be listed, looked at and tried again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuarantineIT {
  private static final String CAMERA = "gate-4";

  @TempDir Path home;

  @Test
  void whatIsRefusedIsListedShownAndReplayedWithoutASilentDrop() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    byte[] whole = noise();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    // Whole to the markers, so that admission passes it, but not to the decoder.
    byte[] damaged = cut.clone();
    damaged[damaged.length - 2] = (byte) 0xFF;
    damaged[damaged.length - 1] = (byte) 0xD9;
    try (RunningPipeline pipeline = RunningPipeline.start(home)) {
      pipeline.run("submit", "--models", bundle.toString(), "--latency-budget", "30s");
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", pipeline.state().bootstrapServers()),
              new StringSerializer(),
              new ByteArraySerializer())) {
        String raw = pipeline.topics().framesRaw();
        producer.send(new ProducerRecord<>(raw, CAMERA, message(whole, damaged, 1))).get();
        producer.send(new ProducerRecord<>(raw, CAMERA, message(whole, cut, 2))).get();
      }
      quarantined(pipeline, 2);

      List<JsonNode> listed = list(pipeline, "--camera", CAMERA);
      assertThat(listed)
          .extracting(each -> each.path("code").asText())
          .containsExactlyInAnyOrder("UNDECODABLE_IMAGE", "INVALID_IMAGE");
      assertThat(list(pipeline, "--camera", "another")).isEmpty();
      String refusedByJob = id(list(pipeline, "--reason", "undecodable_image"));
      String refusedByAdmission = id(list(pipeline, "--reason", "truncated"));

      Path out = home.resolve("picture.jpg");
      assertThat(pipeline.run("quarantine", "show", refusedByJob, "--out", out.toString()))
          .contains("UNDECODABLE_IMAGE", CAMERA, "finds no fault");
      assertThat(Files.readAllBytes(out)).isEqualTo(damaged);

      assertThat(pipeline.run("quarantine", "replay", "--all", "--dry-run"))
          .contains(refusedByJob, refusedByAdmission);
      assertThat(list(pipeline)).as("a dry run sends nothing").hasSize(2);

      // Admission saw the frame a moment ago, and takes it all the same, twice.
      for (int round = 1; round <= 2; round++) {
        pipeline.run("quarantine", "replay", refusedByJob, refusedByAdmission, "--yes");
        quarantined(pipeline, 2 + 2 * round);
      }
      List<ConsumerRecord<byte[], byte[]>> frames =
          Topic.readAll(pipeline.state().bootstrapServers(), pipeline.topics().frames());
      assertThat(frames).hasSize(3);
      assertThat(
              frames.stream()
                  .filter(each -> Topic.headers(each).containsKey(QuarantineNote.REPLAY)))
          .hasSize(2)
          .allSatisfy(
              each ->
                  assertThat(Topic.headers(each).get(QuarantineNote.REPLAY_OF))
                      .endsWith(refusedByJob));
    }
  }

  /** A picture most of whose bytes are coded data. */
  private static byte[] noise() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(4);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  private static List<ConsumerRecord<byte[], byte[]>> quarantined(
      RunningPipeline pipeline, int count) {
    return Topic.read(
        pipeline.state().bootstrapServers(),
        pipeline.topics().quarantine(),
        all -> all.size() >= count);
  }

  private static List<JsonNode> list(RunningPipeline pipeline, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("list", "--json"));
    arguments.addAll(List.of(more));
    List<JsonNode> listed = new ArrayList<>();
    for (String line :
        pipeline.run("quarantine", arguments.toArray(String[]::new)).lines().toList()) {
      listed.add(new ObjectMapper().readTree(line));
    }
    return listed;
  }

  private static String id(List<JsonNode> listed) {
    assertThat(listed).hasSize(1);
    return listed.get(0).path("id").asText();
  }

  private static byte[] message(byte[] whole, byte[] payload, long sequence) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ImageHeader header = ImageHeader.read(ByteBuffer.wrap(whole));
    return Codecs.frame()
        .encode(
            Frame.newBuilder()
                .setFrameId(FrameIds.of(CAMERA, sequence, now))
                .setCameraId(CAMERA)
                .setSequence(sequence)
                .setCaptureTime(now)
                .setEncoding(FrameEncoding.JPEG)
                .setWidth(header.width())
                .setHeight(header.height())
                .setPayload(ByteBuffer.wrap(payload))
                .build());
  }
}
