package io.widthwise.console.tally;

import io.widthwise.schemas.Variant;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One rung of a ladder, as results name it.
 *
 * @param family network family
 * @param width width multiplier, in (0, 1]
 * @param resolution side of the model's input, pixels
 * @param precision arithmetic, such as {@code int8}
 * @param release release of the bundle
 */
public record Rung(String family, double width, int resolution, String precision, String release) {
  /** The rung of a result's variant. */
  public static Rung of(Variant variant) {
    return new Rung(
        variant.getFamily(),
        variant.getWidthMultiplier(),
        variant.getResolution(),
        variant.getPrecision(),
        variant.getRelease());
  }

  /** As the rest of the pipeline writes it, such as {@code 0.5@160/int8}. */
  public String key() {
    return width + "@" + resolution + "/" + precision;
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(family);
    out.writeDouble(width);
    out.writeInt(resolution);
    out.writeUTF(precision);
    out.writeUTF(release);
  }

  static Rung read(DataInput in) throws IOException {
    return new Rung(in.readUTF(), in.readDouble(), in.readInt(), in.readUTF(), in.readUTF());
  }
}
