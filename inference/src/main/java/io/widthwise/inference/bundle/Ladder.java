package io.widthwise.inference.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The manifest of a bundle, {@code ladder.json}.
 *
 * @param formatVersion version of the bundle format, {@value #FORMAT_VERSION}
 * @param name what the ladder recognises, for example {@code imagenet}
 * @param release name of this release, unique among releases of the ladder
 * @param labels the class names
 * @param variants the rungs, at least one, no two with the same family, width, resolution and
 *     precision; those that share a file describe its one graph alike
 */
public record Ladder(
    int formatVersion, String name, String release, LabelFile labels, List<VariantSpec> variants) {
  /** The format version that this code writes; older ones are read as if they were of this. */
  public static final int FORMAT_VERSION = 2;

  public Ladder {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "formatVersion must be %d but is %d".formatted(FORMAT_VERSION, formatVersion));
    }
    Require.text("name", name);
    Require.text("release", release);
    Require.present("labels", labels);
    if (variants == null || variants.isEmpty() || variants.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("variants must hold at least one variant and no null");
    }
    variants = List.copyOf(variants);
    requireDistinct(variants);
    requireOwnFile(labels, variants);
    SharedFiles.requireAlike(variants);
    for (VariantSpec variant : variants) {
      if (variant.output().classes() != labels.count()) {
        throw new IllegalArgumentException(
            "variants: %s has %d classes but labels.count is %d"
                .formatted(variant.fullName(), variant.output().classes(), labels.count()));
      }
    }
  }

  private static void requireDistinct(List<VariantSpec> variants) {
    Set<String> names = new HashSet<>();
    for (VariantSpec variant : variants) {
      if (!names.add(variant.fullName())) {
        throw new IllegalArgumentException(
            "variants names %s twice; leave one out".formatted(variant.fullName()));
      }
    }
  }

  private static void requireOwnFile(LabelFile labels, List<VariantSpec> variants) {
    if (labels.file().equals(LadderBundle.MANIFEST)) {
      throw new IllegalArgumentException("labels.file must not be the manifest itself");
    }
    for (VariantSpec variant : variants) {
      if (variant.file().equals(LadderBundle.MANIFEST) || variant.file().equals(labels.file())) {
        throw new IllegalArgumentException(
            "variants: %s names %s for its graph, which is the manifest or the label file"
                .formatted(variant.fullName(), variant.file()));
      }
    }
  }

  /** Returns {@link #paretoFront(ToDoubleFunction)} with multiply-adds for the cost. */
  public List<VariantSpec> paretoFront() {
    return paretoFront(VariantSpec::multiplyAdds);
  }

  /**
   * Returns the variants that no other beats: none is at least as accurate (top-1) at no higher
   * cost. Of several with equal accuracy and cost the first of the manifest stays.
   *
   * @param cost of one inference, for example its measured latency in microseconds; smaller is
   *     better
   * @return cheapest first, so accuracy rises along the list
   * @throws IllegalStateException if a variant has no measured accuracy
   */
  public List<VariantSpec> paretoFront(ToDoubleFunction<VariantSpec> cost) {
    List<VariantSpec> byCost = new ArrayList<>(variants);
    byCost.sort(
        Comparator.comparingDouble(cost)
            .thenComparing(Comparator.comparingDouble(Ladder::top1).reversed()));
    List<VariantSpec> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (VariantSpec variant : byCost) {
      if (top1(variant) > best) {
        best = top1(variant);
        front.add(variant);
      }
    }
    return List.copyOf(front);
  }

  /** Returns the same ladder with other variants, for example with their accuracy measured. */
  public Ladder withVariants(List<VariantSpec> others) {
    return new Ladder(formatVersion, name, release, labels, others);
  }

  private static double top1(VariantSpec variant) {
    if (variant.accuracy() == null) {
      throw new IllegalStateException(
          "Variant %s has no accuracy in ladder.json; evaluate the bundle and record it first"
              .formatted(variant.fullName()));
    }
    return variant.accuracy().top1();
  }
}
