package io.widthwise.console.tally;

import io.widthwise.schemas.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Results by outcome. */
public record OutcomeCounts(long classified, long late, long shed, long rejected) {
  public static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0);

  OutcomeCounts plus(Outcome outcome) {
    return switch (outcome) {
      case CLASSIFIED -> new OutcomeCounts(classified + 1, late, shed, rejected);
      case LATE -> new OutcomeCounts(classified, late + 1, shed, rejected);
      case SHED -> new OutcomeCounts(classified, late, shed + 1, rejected);
      case REJECTED -> new OutcomeCounts(classified, late, shed, rejected + 1);
    };
  }

  /** Both together. */
  public OutcomeCounts plus(OutcomeCounts other) {
    return new OutcomeCounts(
        classified + other.classified,
        late + other.late,
        shed + other.shed,
        rejected + other.rejected);
  }

  /** Results of every outcome. */
  public long all() {
    return classified + late + shed + rejected;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(classified);
    out.writeLong(late);
    out.writeLong(shed);
    out.writeLong(rejected);
  }

  static OutcomeCounts read(DataInput in) throws IOException {
    return new OutcomeCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
