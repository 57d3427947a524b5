package io.widthwise.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.access.KafkaAccess;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker, and what the rest of the pipeline would write to it. */
final class Pipeline implements AutoCloseable {
  private final SingleObjectCodec<FrameResult> results = Codecs.frameResult();
  private final SingleObjectCodec<Frame> frames = Codecs.frame();
  private final KafkaBroker broker;
  private final Producer<byte[], byte[]> producer;

  private Pipeline(KafkaBroker broker) {
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static Pipeline start(Path directory) {
    return new Pipeline(
        KafkaBroker.start(BrokerSettings.inDirectory(directory), ClassPath.ofCurrentJvm()));
  }

  KafkaAccess access() {
    return KafkaAccess.plaintext(broker.bootstrapServers());
  }

  void create(TopicNames topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, topics, new TopicSettings(4, Duration.ofHours(1)));
    }
  }

  void publish(TopicNames topics, FrameResult result) {
    producer.send(
        new ProducerRecord<>(
            topics.results(), result.getCameraId().getBytes(UTF_8), results.encode(result)));
  }

  /**
   * Puts a frame on the frames topic.
   *
   * @return when the broker appended it
   */
  Instant publish(TopicNames topics, String camera, long sequence, Instant captured, byte[] jpeg)
      throws ExecutionException, InterruptedException {
    Frame frame =
        Frame.newBuilder()
            .setFrameId(FrameIds.of(camera, sequence, captured))
            .setCameraId(camera)
            .setSequence(sequence)
            .setCaptureTime(captured)
            .setEncoding(FrameEncoding.JPEG)
            .setWidth(320)
            .setHeight(200)
            .setPayload(ByteBuffer.wrap(jpeg))
            .build();
    return Instant.ofEpochMilli(
        producer
            .send(
                new ProducerRecord<>(topics.frames(), camera.getBytes(UTF_8), frames.encode(frame)))
            .get()
            .timestamp());
  }

  void quarantine(TopicNames topics, String camera, QuarantineCode code, String reason) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topics.quarantine(), camera.getBytes(UTF_8), "broken".getBytes(UTF_8));
    new QuarantineNote(code, reason, topics.framesRaw(), 2, 17, "java.io.EOFException")
        .headers()
        .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    producer.send(message);
  }

  void flush() {
    producer.flush();
  }

  /** A picture that differs from frame to frame. */
  static byte[] picture(int camera, long sequence) throws IOException {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    float hue = camera * 0.13f;
    pen.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.25f, 0.75f),
            320,
            200,
            Color.getHSBColor(hue, 0.5f, 0.3f)));
    pen.fillRect(0, 0, 320, 200);
    pen.setColor(Color.getHSBColor(hue + 0.5f, 0.4f, 0.9f));
    pen.fillRect((int) (sequence * 7 % 260), 70, 60, 60);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
