package io.widthwise.inference.schedule;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;

/**
 * Time that a frame may take from capture to label: its own budget, else that of the first pattern
 * that its camera matches, else the default.
 */
public final class LatencyBudgets {

  /**
   * Budget of the cameras that match a pattern.
   *
   * @param cameras glob pattern of camera ids; {@code *} stops at a slash and {@code **} does not
   * @param budget time from capture to deadline
   */
  public record Slo(String cameras, Duration budget) implements Serializable {
    public Slo {
      requirePositive(budget, "the latency budget of cameras '" + cameras + "'");
    }
  }

  private record Rule(PathMatcher cameras, Duration budget) {}

  private final List<Rule> rules;
  private final Duration fallback;

  public LatencyBudgets(List<Slo> slos, Duration fallback) {
    requirePositive(fallback, "the default latency budget");
    this.fallback = fallback;
    this.rules = slos.stream().map(LatencyBudgets::rule).toList();
  }

  private static Rule rule(Slo slo) {
    return new Rule(FileSystems.getDefault().getPathMatcher("glob:" + slo.cameras()), slo.budget());
  }

  private static void requirePositive(Duration budget, String what) {
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException(what + " must be positive, not " + budget);
    }
  }

  /**
   * Returns the budget of a frame.
   *
   * @param ownMillis the frame's own budget, or null
   */
  public Duration of(String cameraId, Integer ownMillis) {
    if (ownMillis != null) {
      return Duration.ofMillis(ownMillis);
    }
    Path camera = Path.of(cameraId);
    return rules.stream()
        .filter(rule -> rule.cameras().matches(camera))
        .map(Rule::budget)
        .findFirst()
        .orElse(fallback);
  }
}
