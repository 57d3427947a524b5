package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CameraTest {
  @Test
  void halfOfTheCamerasAreSlowAndFewAreFast() {
    List<Camera> cameras = Camera.draw(10_000, new SplittableRandom(1));
    assertThat(shareNear(cameras, 5)).isBetween(0.48, 0.52);
    assertThat(shareNear(cameras, 10)).isBetween(0.33, 0.37);
    assertThat(shareNear(cameras, 30)).isBetween(0.13, 0.17);
    assertThat(cameras.stream().map(Camera::id).distinct()).hasSize(10_000);
  }

  private static double shareNear(List<Camera> cameras, double rate) {
    return cameras.stream()
            .filter(camera -> Math.abs(camera.framesPerSecond() / rate - 1) <= 0.002)
            .count()
        / (double) cameras.size();
  }
}
