package io.widthwise.client;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import org.apache.kafka.common.serialization.Serializer;

/** The other way round, for tests and for topics that are derived from results. */
public final class FrameResultSerializer implements Serializer<FrameResult> {
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();

  @Override
  public byte[] serialize(String topic, FrameResult result) {
    return result == null ? null : codec.encode(result);
  }
}
