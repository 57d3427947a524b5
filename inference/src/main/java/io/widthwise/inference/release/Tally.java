package io.widthwise.inference.release;

/** How many of some frames had a fault, with what that says of all frames: Wilson's interval. */
final class Tally {
  /** Three standard deviations either way: one lane in a thousand errs. */
  private static final double Z = 3;

  private long frames;
  private long faults;

  void add(boolean fault) {
    frames++;
    faults += fault ? 1 : 0;
  }

  long frames() {
    return frames;
  }

  long faults() {
    return faults;
  }

  /** True if there are more faults here than in {@code other}, and not by chance. */
  boolean isWorseThan(Tally other) {
    return frames > 0 && bound(-1) > other.bound(1);
  }

  /** A bound of the true rate; 0 or 1 where nothing is known. */
  private double bound(int side) {
    if (frames == 0) {
      return side < 0 ? 0 : 1;
    }
    double rate = (double) faults / frames;
    double z2 = Z * Z / frames;
    double centre = rate + z2 / 2;
    double half = Z * Math.sqrt((rate * (1 - rate) + z2 / 4) / frames);
    return (centre + side * half) / (1 + z2);
  }
}
