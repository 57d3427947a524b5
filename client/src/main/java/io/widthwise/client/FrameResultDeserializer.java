package io.widthwise.client;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Values of the results topic for Kafka consumers and Kafka Streams: {@code value.deserializer}.
 * Reads messages of every schema version that was ever released. A record without a value is null.
 */
public final class FrameResultDeserializer implements Deserializer<FrameResult> {
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();

  /**
   * @throws SerializationException if the bytes are not one whole result of a known version; says
   *     what was found and on which topic
   */
  @Override
  public FrameResult deserialize(String topic, byte[] message) {
    if (message == null) {
      return null;
    }
    try {
      return codec.decode(message);
    } catch (UndecodableMessageException e) {
      throw new SerializationException(
          "a message of topic %s: %s".formatted(topic, e.getMessage()), e);
    }
  }
}
