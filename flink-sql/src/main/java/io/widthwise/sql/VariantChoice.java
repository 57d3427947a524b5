package io.widthwise.sql;

import io.widthwise.inference.bundle.Ladder;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.LadderMeasurement;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;

/** Which variant of a bundle classifies the pictures of a query. */
sealed interface VariantChoice extends Serializable {
  /**
   * Checks what can be told without running a model, where the query is planned.
   *
   * @throws ValidationException if {@code ladder} has no such variant
   */
  void check(Ladder ladder);

  /**
   * Chooses, on the host that will run it.
   *
   * @throws ValidationException if the bundle has no such variant
   * @throws IOException if the bundle cannot be read
   */
  VariantSpec choose(LadderBundle bundle) throws IOException;

  /** The one of highest recorded top-1; of equals the one of fewest multiply-adds. */
  record MostAccurate() implements VariantChoice {
    @Override
    public void check(Ladder ladder) {
      of(ladder);
    }

    @Override
    public VariantSpec choose(LadderBundle bundle) {
      return of(bundle.ladder());
    }

    private static VariantSpec of(Ladder ladder) {
      if (ladder.variants().size() == 1) {
        return ladder.variants().get(0);
      }
      requireAccuracies(ladder, "name one with 'variant'");
      List<VariantSpec> front = ladder.paretoFront();
      return front.get(front.size() - 1);
    }
  }

  /**
   * The one that a query names.
   *
   * @param name as reports write it, {@code 0.5@160/int8}, with its family before it where several
   *     families have one
   */
  record Named(String name) implements VariantChoice {
    @Override
    public void check(Ladder ladder) {
      of(ladder);
    }

    @Override
    public VariantSpec choose(LadderBundle bundle) {
      return of(bundle.ladder());
    }

    private VariantSpec of(Ladder ladder) {
      List<VariantSpec> named =
          ladder.variants().stream()
              .filter(each -> each.key().equals(name) || each.fullName().equals(name))
              .toList();
      if (named.size() > 1) {
        throw new ValidationException(
            "'variant' = '%s' names several; write one of %s"
                .formatted(name, VariantChoice.names(named, VariantSpec::fullName)));
      }
      if (named.isEmpty()) {
        throw new ValidationException(
            "the bundle has no variant '%s'; there are %s"
                .formatted(name, VariantChoice.names(ladder.variants(), VariantSpec::key)));
      }
      return named.get(0);
    }
  }

  /**
   * The most accurate that is fast enough on the host, measured when a task starts.
   *
   * @param budget median time of a 640 x 480 JPEG, decode included
   */
  record WithinBudget(Duration budget) implements VariantChoice {
    private static final Duration MEASURED = Duration.ofSeconds(1);

    @Override
    public void check(Ladder ladder) {
      requireAccuracies(ladder, "give 'variant' instead of 'budget'");
    }

    @Override
    public VariantSpec choose(LadderBundle bundle) throws IOException {
      check(bundle.ladder());
      LadderMeasurement measured = LadderMeasurement.measure(bundle, MEASURED);
      return measured
          .mostAccurateWithin(budget)
          .orElseThrow(
              () ->
                  new ValidationException(
                      "no variant classifies a picture within 'budget' = '%d us' on this host; %s takes %.0f us, so give more"
                          .formatted(
                              budget.toNanos() / 1_000,
                              measured.front().get(0).variant().key(),
                              measured.pictureMicros(measured.front().get(0)))));
    }
  }

  private static void requireAccuracies(Ladder ladder, String instead) {
    for (VariantSpec variant : ladder.variants()) {
      if (variant.accuracy() == null) {
        throw new ValidationException(
            "%s has no accuracy in ladder.json to choose by; record it with 'widthwise models evaluate --record', or %s"
                .formatted(variant.fullName(), instead));
      }
    }
  }

  private static String names(List<VariantSpec> variants, Function<VariantSpec, String> name) {
    return variants.stream().map(name).collect(Collectors.joining(", "));
  }
}
