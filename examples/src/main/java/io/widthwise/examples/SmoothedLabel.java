package io.widthwise.examples;

import java.util.HashMap;
import java.util.Map;

/**
 * What a camera shows, smoothed over its frames, with hysteresis.
 *
 * <p>Each label has a score, an exponential moving average of its probability with the weight
 * {@code WEIGHT} for the newest frame. A label enters once its score reaches {@code ENTER}, and
 * leaves once it is below {@code LEAVE}; between the two nothing changes, so that a single odd
 * frame says nothing. Another label takes over at once if it reaches {@code ENTER}.
 *
 * @param lastMicros capture time of the newest frame that counted; older ones and repeats do not
 * @param label what is in view; null for nothing
 * @param sinceMicros since when, capture time; 0 for nothing
 * @param scores smoothed probability by label
 */
public record SmoothedLabel(
    long lastMicros, String label, long sinceMicros, Map<String, Double> scores) {
  static final double WEIGHT = 0.3;
  static final double ENTER = 0.6;
  static final double LEAVE = 0.3;

  /** Scores that are forgotten, so that a state stays small. */
  private static final double NEGLIGIBLE = 0.01;

  static final SmoothedLabel NOTHING = new SmoothedLabel(Long.MIN_VALUE, null, 0, Map.of());

  public SmoothedLabel {
    scores = Map.copyOf(scores);
  }

  /** After one more frame, with the probabilities of its labels. */
  SmoothedLabel after(long captureMicros, Map<String, Double> probabilities) {
    Map<String, Double> next = new HashMap<>();
    scores.forEach((name, score) -> next.put(name, score * (1 - WEIGHT)));
    probabilities.forEach((name, share) -> next.merge(name, WEIGHT * share, Double::sum));
    next.values().removeIf(score -> score < NEGLIGIBLE);
    String best =
        next.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .filter(entry -> entry.getValue() >= ENTER)
            .map(Map.Entry::getKey)
            .orElse(null);
    String shown = best;
    if (best == null && label != null && next.getOrDefault(label, 0.0) >= LEAVE) {
      shown = label;
    }
    boolean same = shown == null ? label == null : shown.equals(label);
    long since = same ? sinceMicros : shown == null ? 0 : captureMicros;
    return new SmoothedLabel(captureMicros, shown, since, next);
  }
}
