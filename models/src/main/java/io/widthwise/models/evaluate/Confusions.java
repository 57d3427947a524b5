package io.widthwise.models.evaluate;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The confusion matrix, as the cells of it that are not 0.
 *
 * @param counts how many images of a class were taken for a class, right ones included
 */
public record Confusions(Map<Pair, Integer> counts) {

  /**
   * A cell of the matrix.
   *
   * @param truth class of the images
   * @param seen class that they were taken for
   */
  public record Pair(int truth, int seen) {
    /** Returns whether the class was recognised. */
    public boolean isRight() {
      return truth == seen;
    }
  }

  public Confusions {
    counts = Collections.unmodifiableMap(new HashMap<>(counts));
  }

  static Confusions of(List<Integer> truths, List<Integer> seen) {
    Map<Pair, Integer> counts = new HashMap<>();
    for (int i = 0; i < truths.size(); i++) {
      counts.merge(new Pair(truths.get(i), seen.get(i)), 1, Integer::sum);
    }
    return new Confusions(counts);
  }

  /** Returns how many images of {@code truth} were taken for {@code seen}. */
  public int count(int truth, int seen) {
    return counts.getOrDefault(new Pair(truth, seen), 0);
  }

  /** Returns how many images of a class there are. */
  public int images(int truth) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().truth() == truth)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Returns the wrong cells, the most frequent first, then in the order of classes. */
  public List<Pair> mostConfused(int atMost) {
    return counts.keySet().stream()
        .filter(pair -> !pair.isRight())
        .sorted(
            Comparator.<Pair>comparingInt(pair -> -counts.get(pair))
                .thenComparing(Pair::truth)
                .thenComparing(Pair::seen))
        .limit(atMost)
        .toList();
  }
}
