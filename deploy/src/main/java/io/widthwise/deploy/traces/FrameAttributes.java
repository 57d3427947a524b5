package io.widthwise.deploy.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.widthwise.deploy.account.OutcomeLedger;
import io.widthwise.schemas.FrameResult;

/**
 * Attributes of the spans of a frame: those of OpenTelemetry's semantic conventions for messaging
 * where there is one, and our own.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">Kafka's</a>
 */
final class FrameAttributes {
  static final AttributeKey<String> CAMERA = AttributeKey.stringKey("widthwise.camera.id");
  static final AttributeKey<String> FRAME = AttributeKey.stringKey("widthwise.frame.id");
  static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("widthwise.frame.sequence");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("widthwise.outcome");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("widthwise.reason");
  static final AttributeKey<String> VARIANT = AttributeKey.stringKey("widthwise.variant");

  /** {@code topic-partition@offset} of the result, as errors and logs name messages. */
  static final AttributeKey<String> RESULT = AttributeKey.stringKey("widthwise.result.position");

  static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> KEY =
      AttributeKey.stringKey("messaging.kafka.message.key");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final String SEND = "send";

  private FrameAttributes() {}

  /** Of the whole frame. */
  static Attributes ofFrame(Placed placed) {
    FrameResult result = placed.result();
    AttributesBuilder attributes =
        message(placed)
            .put(CAMERA, result.getCameraId())
            .put(FRAME, result.getFrameId())
            .put(SEQUENCE, result.getSequence())
            .put(OUTCOME, result.getOutcome().name())
            .put(RESULT, placed.position());
    if (result.getReason() != null) {
      attributes.put(REASON, result.getReason());
    }
    if (result.getVariant() != null) {
      attributes.put(VARIANT, OutcomeLedger.name(result.getVariant()));
    }
    return attributes.build();
  }

  /** Of one of its stations, so that it can be found by itself. */
  static Attributes ofStation(Placed placed, Station station) {
    AttributesBuilder attributes =
        station.name().equals(Station.DELIVER)
            ? message(placed).put(OPERATION, SEND).put(OPERATION_TYPE, SEND)
            : Attributes.builder();
    return attributes
        .put(CAMERA, placed.result().getCameraId())
        .put(FRAME, placed.result().getFrameId())
        .build();
  }

  private static AttributesBuilder message(Placed placed) {
    return Attributes.builder()
        .put(SYSTEM, "kafka")
        .put(TOPIC, placed.topic())
        .put(PARTITION, Integer.toString(placed.partition()))
        .put(OFFSET, placed.offset())
        .put(KEY, placed.result().getCameraId());
  }
}
