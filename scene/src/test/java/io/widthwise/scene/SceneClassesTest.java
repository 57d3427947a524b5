package io.widthwise.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SceneClassesTest {

  /** Models in the field were trained on this order; a change makes every one of them wrong. */
  @Test
  void keepsItsOrder() {
    assertThat(SceneClasses.names())
        .containsExactly(
            "stop-sign",
            "yield-sign",
            "no-entry",
            "speed-limit-30",
            "speed-limit-50",
            "speed-limit-80",
            "turn-left",
            "turn-right",
            "road-works",
            "traffic-light-red",
            "traffic-light-green",
            "high-voltage",
            "slippery-floor",
            "forklift-traffic",
            "no-forklifts",
            "emergency-exit",
            "first-aid",
            "fire-extinguisher",
            "cone",
            "barrel",
            "pallet",
            "cardboard-box",
            "fiducial-marker-11",
            "fiducial-marker-42");
  }
}
