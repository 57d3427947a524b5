package io.widthwise.sql;

import io.widthwise.inference.signing.BundleKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options of {@code CREATE MODEL ... WITH ('provider' = 'widthwise', ...)}. */
final class ModelOptions {
  private static final ConfigOption<String> BUNDLE =
      ConfigOptions.key("bundle")
          .stringType()
          .noDefaultValue()
          .withDescription("Directory of the bundle, the same on every TaskManager.");

  private static final ConfigOption<String> VARIANT =
      ConfigOptions.key("variant")
          .stringType()
          .noDefaultValue()
          .withDescription("Variant that classifies, for example 0.5@160/int8.");

  private static final ConfigOption<Duration> BUDGET =
      ConfigOptions.key("budget")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "Median time that a 640 x 480 JPEG may take; the most accurate variant that keeps to it on its host classifies.");

  private static final ConfigOption<Integer> TOP_K =
      ConfigOptions.key("top-k")
          .intType()
          .defaultValue(5)
          .withDescription("How many classes the output topK names.");

  private static final ConfigOption<OnError> ON_ERROR =
      ConfigOptions.key("on-error")
          .enumType(OnError.class)
          .defaultValue(OnError.FAIL)
          .withDescription("Whether a picture that is none fails the query or gives NULL.");

  private static final ConfigOption<List<String>> BUNDLE_KEYS =
      ConfigOptions.key("bundle-key")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Public keys, as PEM files or in one line of base64; only bundles that one of them signed are opened.");

  private ModelOptions() {}

  static Set<ConfigOption<?>> required() {
    return Set.of(BUNDLE);
  }

  static Set<ConfigOption<?>> optional() {
    return Set.of(VARIANT, BUDGET, TOP_K, ON_ERROR, BUNDLE_KEYS);
  }

  /**
   * Reads them.
   *
   * @throws ValidationException if they contradict each other or make no sense
   */
  static ModelSettings read(ReadableConfig options) {
    return new ModelSettings(
        options.get(BUNDLE),
        choice(options),
        options.get(TOP_K),
        options.get(ON_ERROR),
        inline(options.get(BUNDLE_KEYS)));
  }

  private static VariantChoice choice(ReadableConfig options) {
    Optional<String> variant = options.getOptional(VARIANT);
    Optional<Duration> budget = options.getOptional(BUDGET);
    if (variant.isPresent() && budget.isPresent()) {
      throw new ValidationException(
          "'variant' and 'budget' both choose the variant; leave one of them out");
    }
    if (budget.isPresent() && (budget.get().isZero() || budget.get().isNegative())) {
      throw new ValidationException("'budget' must be more than nothing, for example '20 ms'");
    }
    return variant
        .<VariantChoice>map(VariantChoice.Named::new)
        .or(() -> budget.map(VariantChoice.WithinBudget::new))
        .orElseGet(VariantChoice.MostAccurate::new);
  }

  /** Key files are read where the query is planned, so that no task needs them. */
  private static List<String> inline(List<String> keys) {
    List<String> inline = new ArrayList<>();
    for (String key : keys) {
      try {
        inline.add(BundleKey.parse(key).inline());
      } catch (IOException e) {
        throw new ValidationException("'bundle-key': " + e.getMessage(), e);
      }
    }
    return inline;
  }
}
