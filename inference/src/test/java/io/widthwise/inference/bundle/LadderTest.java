package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final LabelFile THREE_LABELS = new LabelFile("labels.txt", "0".repeat(64), 3);

  @Test
  void frontLeavesOutWhatIsDearerAndNoBetter() {
    VariantSpec narrow = Variants.measured(0.25, 128, 0.4);
    VariantSpec worse = Variants.measured(0.5, 128, 0.4);
    VariantSpec wide = Variants.measured(1.0, 128, 0.7);

    assertThat(ladder(List.of(wide, worse, narrow)).paretoFront()).containsExactly(narrow, wide);
  }

  @Test
  void frontFollowsTheCostThatTheCallerMeasured() {
    VariantSpec narrow = Variants.measured(0.25, 224, 0.4);
    VariantSpec wide = Variants.measured(1.0, 128, 0.7);

    assertThat(ladder(List.of(narrow, wide)).paretoFront(v -> v.resolution()))
        .containsExactly(wide);
  }

  @Test
  void frontWithoutAccuracyIsRefused() {
    Ladder ladder = ladder(List.of(Variants.variant(0.5, 128, Precision.INT8)));

    assertThatThrownBy(ladder::paretoFront)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("net 0.5@128/int8 has no accuracy");
  }

  @Property
  void frontIsExactlyWhatNothingDominates(@ForAll("measuredVariants") List<VariantSpec> variants) {
    List<VariantSpec> front = ladder(variants).paretoFront();

    for (VariantSpec variant : variants) {
      boolean dominated = variants.stream().anyMatch(other -> dominates(other, variant));
      boolean equalled =
          front.stream()
              .anyMatch(
                  other ->
                      other.multiplyAdds() == variant.multiplyAdds()
                          && other.accuracy().top1() == variant.accuracy().top1());
      assertThat(equalled).isEqualTo(!dominated);
    }
    assertThat(front)
        .isSortedAccordingTo((a, b) -> Double.compare(a.accuracy().top1(), b.accuracy().top1()))
        .doesNotHaveDuplicates();
  }

  private static boolean dominates(VariantSpec a, VariantSpec b) {
    boolean noWorse =
        a.multiplyAdds() <= b.multiplyAdds() && a.accuracy().top1() >= b.accuracy().top1();
    boolean better =
        a.multiplyAdds() < b.multiplyAdds() || a.accuracy().top1() > b.accuracy().top1();
    return noWorse && better;
  }

  @Provide
  Arbitrary<List<VariantSpec>> measuredVariants() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(0, 4))
        .as((width, side, top1) -> Variants.measured(width / 8.0, side * 32, top1 / 4.0))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .uniqueElements(VariantSpec::key);
  }

  private static Ladder ladder(List<VariantSpec> variants) {
    return new Ladder(Ladder.FORMAT_VERSION, "test", "1", THREE_LABELS, variants);
  }
}
