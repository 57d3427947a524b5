package io.widthwise.job.release;

/** A record of the models topic, not yet decoded. A Flink POJO. */
public class ReleaseRecord {
  /** Record value; empty if the release was withdrawn from the topic. */
  public byte[] value;

  /** Where it was read, {@code topic-partition@offset}. */
  public String origin;
}
