package io.widthwise.job;

/**
 * A record of the frames topic, not yet decoded: what cannot be decoded must reach quarantine byte
 * for byte. A Flink POJO, so that it crosses the network without Kryo.
 */
public class ConsumedFrame {
  /** Record key, or null. */
  public byte[] key;

  /** Record value; empty if the record had none. */
  public byte[] value;

  /** Topic that it was read from. */
  public String topic;

  /** Partition that it was read from. */
  public int partition;

  /** Offset in the partition. */
  public long offset;

  /** Time at which the broker appended the record, milliseconds since the epoch. */
  public long appendedMillis;

  /**
   * Time at which the broker first appended the frame, to the raw topic, milliseconds since the
   * epoch; {@link #appendedMillis} where admission does not tell.
   */
  public long receivedMillis;

  /**
   * For how long the frame had waited when admission gave it up, milliseconds; -1 for one that is
   * to be served. One that was given up has no payload.
   */
  public long givenUpAfterMillis = -1;

  /** W3C trace context of the record's headers, or null. */
  public String traceparent;
}
