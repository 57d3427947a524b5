package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.scene.SceneClasses;
import org.junit.jupiter.api.Test;

class SceneFramesTest {
  @Test
  void givesTheSameFrameAgain() {
    SceneFrames frames = new SceneFrames(5, 10);

    assertThat(frames.get(3)).isEqualTo(new SceneFrames(5, 10).get(3));
    assertThat(frames.get(3)).isNotEqualTo(new SceneFrames(6, 10).get(3));
  }

  @Test
  void knowsTheTruth() {
    SceneFrames frames = new SceneFrames(5, 10);

    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).classIndex()).isBetween(0, SceneClasses.names().size() - 1);
    }
    assertThat(frames.get(9).origin()).contains("9", "seed 5");
    assertThat(frames.description()).isEqualTo("10 synthetic frames of seed 5");
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> new SceneFrames(5, 0)).hasMessageContaining("at least one");
  }
}
