package io.widthwise.job;

import io.widthwise.schemas.quarantine.QuarantineNote;
import java.util.Map;

/** Original bytes on their way to quarantine. A Flink POJO. */
public class QuarantinedRecord {
  /** Original key, or null. */
  public byte[] key;

  /** Original value. */
  public byte[] value;

  /** Reason and origin, see {@link QuarantineNote}. */
  public Map<String, String> headers;

  static QuarantinedRecord of(ConsumedFrame origin, QuarantineNote note) {
    QuarantinedRecord quarantined = new QuarantinedRecord();
    quarantined.key = origin.key;
    quarantined.value = origin.value;
    quarantined.headers = note.headers();
    return quarantined;
  }
}
