package io.widthwise.job.release;

import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.codec.SingleObjectCodec;

/** An encoded {@link ReleaseStatus} on its way to the status topic. A Flink POJO. */
public class StatusRecord {
  /** Family, release and lane: the topic keeps the last status of each. */
  public String key;

  /** {@code ReleaseStatus} in single-object encoding. */
  public byte[] value;

  static StatusRecord of(ReleaseStatus status, SingleObjectCodec<ReleaseStatus> codec) {
    StatusRecord encoded = new StatusRecord();
    encoded.key = "%s/%s/%d".formatted(status.getFamily(), status.getRelease(), status.getLane());
    encoded.value = codec.encode(status);
    return encoded;
  }
}
