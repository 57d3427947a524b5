package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The policies by their names in options and result tables: {@value #POSSIBLE}, where VARIANT is
 * the index of a variant on the Pareto front, or its key such as {@code 0.5@160/int8}, of which the
 * precision may be left out where it is clear.
 */
public final class Policies {
  /** Name of the policy that serves unless another is asked for. */
  public static final String DEFAULT = "water-filling";

  /** What {@link #parse} understands. */
  public static final String POSSIBLE =
      "water-filling, fixed:VARIANT, clipper:VARIANT, infaas, slackfit, model-switching";

  /** Makes policies of one kind; each lane needs one of its own. */
  @FunctionalInterface
  public interface Factory {
    /**
     * Returns a new policy.
     *
     * @param margin how long before its deadline a frame should be done
     * @param variants keys of the lane's variants along the Pareto front, narrowest first
     * @throws IllegalArgumentException if the policy is bound to a variant that is not among them
     */
    VariantPolicy create(Duration margin, List<String> variants);
  }

  private Policies() {}

  /**
   * Reads the name of a policy.
   *
   * @throws IllegalArgumentException if there is no such policy
   */
  public static Factory parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String variant = colon < 0 ? "" : text.substring(colon + 1);
    boolean bound = name.equals("fixed") || name.equals("clipper");
    if (bound ? variant.isBlank() : colon >= 0) {
      throw unknown(text);
    }
    return switch (name) {
      case "water-filling" -> (margin, variants) -> new WaterFillingPolicy(margin);
      case "fixed" -> boundTo(text, variant, (index, margin) -> new FixedVariantPolicy(index));
      case "clipper" -> boundTo(text, variant, ClipperPolicy::new);
      case "infaas" -> (margin, variants) -> new InfaasPolicy(margin);
      case "slackfit" -> (margin, variants) -> new SlackFitPolicy(margin);
      case "model-switching" -> (margin, variants) -> new ModelSwitchingPolicy(margin);
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "no policy is called '%s'; possible are %s".formatted(text, POSSIBLE));
  }

  private static Factory boundTo(
      String text, String variant, BiFunction<Integer, Duration, VariantPolicy> policy) {
    return (margin, variants) -> policy.apply(indexOf(variant, variants, text), margin);
  }

  private static int indexOf(String variant, List<String> variants, String text) {
    int[] matches =
        IntStream.range(0, variants.size())
            .filter(i -> names(variant, i, variants.get(i)))
            .toArray();
    if (matches.length == 1) {
      return matches[0];
    }
    throw new IllegalArgumentException(
        "policy '%s' is bound to %s; the lane's variants are %s"
            .formatted(
                text,
                matches.length == 0
                    ? "a variant that is not there"
                    : "more than one variant, so name its precision too",
                IntStream.range(0, variants.size())
                    .mapToObj(i -> "%d (%s)".formatted(i, variants.get(i)))
                    .collect(Collectors.joining(", "))));
  }

  private static boolean names(String variant, int index, String key) {
    return variant.equals(Integer.toString(index))
        || variant.equals(key)
        || key.startsWith(variant + "/");
  }
}
