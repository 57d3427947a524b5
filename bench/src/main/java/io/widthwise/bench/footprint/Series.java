package io.widthwise.bench.footprint;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What is looked at of a footprint, with what a steady one may gain in an hour. */
public enum Series {
  HEAP(
      "heap after collection",
      "MiB",
      each -> each.heapAfterCollection() / Unit.MEBIBYTE,
      Footprint::collected,
      8,
      0.05),
  NATIVE(
      "native, resident",
      "MiB",
      each -> each.nativeResident() / Unit.MEBIBYTE,
      each -> true,
      16,
      0.05),
  DIRECT("direct buffers", "MiB", each -> each.direct() / Unit.MEBIBYTE, each -> true, 4, 0.05),
  METASPACE("metaspace", "MiB", each -> each.metaspace() / Unit.MEBIBYTE, each -> true, 2, 0.03),
  THREADS("threads", "", Footprint::threads, each -> true, 2, 0.03),
  OPEN_FILES("file descriptors", "", Footprint::openFiles, each -> true, 5, 0.03);

  private final String title;
  private final String unit;
  private final ToDoubleFunction<Footprint> value;
  private final Predicate<Footprint> counted;
  private final double leastPerHour;
  private final double sharePerHour;

  Series(
      String title,
      String unit,
      ToDoubleFunction<Footprint> value,
      Predicate<Footprint> counted,
      double leastPerHour,
      double sharePerHour) {
    this.title = title;
    this.unit = unit;
    this.value = value;
    this.counted = counted;
    this.leastPerHour = leastPerHour;
    this.sharePerHour = sharePerHour;
  }

  public String title() {
    return title;
  }

  /** MiB, or nothing where things are counted. */
  public String unit() {
    return unit;
  }

  /** The readings that count for it. */
  public List<Footprint> of(List<Footprint> footprints) {
    return footprints.stream().filter(counted).toList();
  }

  public double value(Footprint footprint) {
    return value.applyAsDouble(footprint);
  }

  /** What a process at this level may gain in an hour and still pass for steady. */
  public double tolerancePerHour(double level) {
    return Math.max(leastPerHour, sharePerHour * level);
  }

  private static final class Unit {
    static final double MEBIBYTE = 1024 * 1024;
  }
}
