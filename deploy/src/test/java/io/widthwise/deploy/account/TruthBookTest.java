package io.widthwise.deploy.account;

import static io.widthwise.deploy.account.Results.labelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Variant;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthBookTest {
  private static final ModelCard CARD =
      new ModelCard(
          Set.of("cone", "barrel"),
          Map.of("mobilenet-v1 0.5@160/int8", 0.9, "mobilenet-v1 1.0@224/fp32", 0.98));

  private final TruthBook book = new TruthBook(CARD);

  @Test
  void countsTheMostProbableClassOnly() {
    book.enter(labelled("a", Outcome.CLASSIFIED, "cone", "cone"));
    book.enter(labelled("b", Outcome.LATE, "cone", "barrel"));
    assertThat(book.truth().frames()).isEqualTo(2);
    assertThat(book.truth().right()).isEqualTo(1);
    assertThat(book.truth().top1()).isEqualTo(0.5);
  }

  @Test
  void leavesOutFramesThatDoNotSayWhatTheyShow() {
    book.enter(labelled("a", Outcome.CLASSIFIED, 10));
    assertThat(book.truth().known()).isFalse();
  }

  @Test
  void leavesOutFramesThatTheBundleHasNoClassFor() {
    book.enter(labelled("a", Outcome.CLASSIFIED, "forklift", "cone"));
    assertThat(book.truth().known()).isFalse();
    assertThat(book.truth().expected()).isEmpty();
  }

  @Test
  void saysNothingWhereASharedNameIsAChance() {
    book.enter(labelled("a", Outcome.CLASSIFIED, "barrel", "barrel"));
    book.enter(labelled("b", Outcome.CLASSIFIED, "pallet", "cone"));
    assertThat(book.truth().frames()).isEqualTo(1);
    book.enter(labelled("c", Outcome.CLASSIFIED, "stop-sign", "cone"));
    assertThat(book.truth()).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void expectsTheMeanOfWhatIsClaimedForTheVariantsThatServed() {
    book.enter(labelled("a", Outcome.CLASSIFIED, "cone", "cone"));
    book.enter(labelled("b", Outcome.CLASSIFIED, "cone", "cone"));
    book.enter(by("c", 1.0, 224, "fp32"));
    assertThat(book.truth().expected().getAsDouble())
        .isCloseTo((0.9 + 0.9 + 0.98) / 3, offset(1e-9));
  }

  @Test
  void expectsNothingWhereAVariantServedThatNobodyMeasured() {
    book.enter(labelled("a", Outcome.CLASSIFIED, "cone", "cone"));
    book.enter(by("b", 0.25, 96, "int8"));
    assertThat(book.truth().frames()).isEqualTo(2);
    assertThat(book.truth().expected()).isEmpty();
  }

  @Test
  void readsTheCardOfABundle(@TempDir Path directory) throws Exception {
    ModelCard card = ModelCard.of(TinyBundle.create(directory));
    assertThat(card.classes()).containsExactlyInAnyOrderElementsOf(TinyBundle.LABELS);
    assertThat(card.top1Of(new Variant("tiny", 1.0, 64, "fp32", "test"))).hasValue(0.875);
    assertThat(card.top1Of(new Variant("tiny", 0.25, 32, "fp32", "test"))).hasValue(0.5);
  }

  private static FrameResult by(String frameId, double width, int resolution, String precision) {
    FrameResult result = labelled(frameId, Outcome.CLASSIFIED, "cone", "cone");
    result.setVariant(new Variant("mobilenet-v1", width, resolution, precision, "r1"));
    return result;
  }
}
