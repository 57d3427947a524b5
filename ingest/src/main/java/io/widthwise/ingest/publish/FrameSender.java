package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes single frames as they come from outside, with the capture times that they state. Safe
 * for use by several threads; the producer stays the caller's to close.
 */
public final class FrameSender {
  /** Kafka header of the W3C trace context, which travels to the result. */
  public static final String TRACEPARENT = "traceparent";

  private final Producer<String, byte[]> producer;
  private final UnaryOperator<String> topicOf;
  private final SingleObjectCodec<Frame> codec = Codecs.frame();

  /**
   * A sender.
   *
   * @param topicOf gives the topic for a camera's id
   */
  public FrameSender(Producer<String, byte[]> producer, UnaryOperator<String> topicOf) {
    this.producer = producer;
    this.topicOf = topicOf;
  }

  /**
   * Sends {@code frame}.
   *
   * @param budgetMillis time from capture to deadline, milliseconds; empty leaves it to the job
   * @param traceparent W3C trace context of whoever sends it
   * @return completed when the broker has the frame, exceptionally when it will not have it
   */
  public CompletableFuture<PublishListener.PublishedFrame> send(
      SourceFrame frame, OptionalInt budgetMillis, int priority, Optional<String> traceparent) {
    PublisherSettings settings =
        new PublisherSettings(
            new Pace.Unlimited(), CaptureClock.RECORDED, budgetMillis, priority, 1, 1);
    Frame message = new FrameStamper(settings, Clock.systemUTC()).stamp(frame);
    String frameId = message.getFrameId();
    int payloadBytes = frame.payload().remaining();
    CompletableFuture<PublishListener.PublishedFrame> published = new CompletableFuture<>();
    try {
      ProducerRecord<String, byte[]> outgoing =
          new ProducerRecord<>(
              topicOf.apply(frame.cameraId()), frame.cameraId(), codec.encode(message));
      traceparent.ifPresent(
          value -> outgoing.headers().add(TRACEPARENT, value.getBytes(StandardCharsets.US_ASCII)));
      producer.send(
          outgoing,
          (metadata, e) -> {
            if (e != null) {
              published.completeExceptionally(e);
            } else {
              published.complete(
                  new PublishListener.PublishedFrame(
                      frameId,
                      frame.cameraId(),
                      metadata.partition(),
                      metadata.offset(),
                      payloadBytes));
            }
          });
    } catch (KafkaException e) {
      published.completeExceptionally(e);
    }
    return published;
  }
}
