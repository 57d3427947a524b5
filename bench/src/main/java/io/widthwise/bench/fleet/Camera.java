package io.widthwise.bench.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A camera that publishes at a fixed rate.
 *
 * @param id its name, which is the key of its records
 * @param framesPerSecond rate of its own clock
 */
record Camera(String id, double framesPerSecond) {
  /** Rates of a mixed fleet: half of the cameras send 5 frames a second, few send 30. */
  private static final double[] RATES = {5, 10, 30};

  private static final double[] SHARES = {0.50, 0.35, 0.15};

  /** Clocks differ, so that cameras of one rate drift against each other. */
  private static final double LARGEST_CLOCK_ERROR = 0.002;

  Camera {
    if (!(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "camera %s: the rate must be positive but is %s".formatted(id, framesPerSecond));
    }
  }

  static List<Camera> draw(int count, SplittableRandom random) {
    if (count < 1) {
      throw new IllegalArgumentException("a fleet needs at least 1 camera, not " + count);
    }
    List<Camera> cameras = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double error = LARGEST_CLOCK_ERROR * (2 * random.nextDouble() - 1);
      cameras.add(new Camera("camera-%05d".formatted(i), drawRate(random) * (1 + error)));
    }
    return cameras;
  }

  private static double drawRate(SplittableRandom random) {
    double at = random.nextDouble();
    int i = 0;
    while (i + 1 < RATES.length && at >= SHARES[i]) {
      at -= SHARES[i++];
    }
    return RATES[i];
  }
}
