package io.widthwise.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private final Recipe recipe = Recipes.small(List.of(0.25), 10, 4);

  @Test
  void showsWindowsOfEveryScaleFirst() {
    assertThat(recipe.plan(0)).isEqualTo(new StepPlan(32, 64, 12));
    assertThat(recipe.plan(9)).isEqualTo(new StepPlan(32, 64, 12));
  }

  @Test
  void showsWholePicturesOfEveryResolutionThen() {
    assertThat(recipe.plan(10)).isEqualTo(new StepPlan(32, 32, 6));
    assertThat(recipe.plan(11)).isEqualTo(new StepPlan(64, 64, 6));
    assertThat(recipe.plan(12)).isEqualTo(new StepPlan(32, 32, 6));
  }

  @Test
  void tunesAtTheLargestResolutionsLast() {
    assertThat(recipe.plan(14)).isEqualTo(new StepPlan(64, 64, 6));
    assertThat(recipe.plan(15)).isEqualTo(new StepPlan(32, 32, 6));
    assertThat(recipe.learningRate(14)).isCloseTo(5e-3 / 4, within(1e-9));
    assertThat(recipe.steps()).isEqualTo(16);
  }

  @Test
  void warmsUpThenFallsAlongACosine() {
    assertThat(recipe.learningRate(0)).isCloseTo(5e-3 / 3, within(1e-9));
    assertThat(recipe.learningRate(3)).isCloseTo(5e-3, within(1e-9));
    assertThat(recipe.learningRate(13)).isLessThan(5e-4).isPositive();
  }

  @Test
  void isNamedForItsWidth() {
    assertThat(recipe.name()).isEqualTo("width-0.25");
    assertThat(Recipes.small(List.of(0.25, 0.5), 1, 1).name()).isEqualTo("slimmable");
  }
}
