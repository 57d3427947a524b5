package io.widthwise.bench.fleet;

import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.schemas.FrameEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The frames of all cameras as they reach Kafka, made while time goes on. */
final class CameraFrames {
  /** Encoding and network delay frames unequally. */
  private static final double LARGEST_JITTER_MICROS = 2_000;

  private final List<Camera> cameras;
  private final long budgetMicros;
  private final long endMicros;
  private final Disturbances disturbances;
  private final SplittableRandom random;
  private final double[] dueMicros;
  private final long[] arrivalMicros;
  private long[] slice = new long[1024];
  private int published;

  /** Takes frames in the order of their arrival. */
  @FunctionalInterface
  interface Log {
    /**
     * @param camera index of the frame's camera
     */
    void append(QueuedFrame<SimulatedFrame> frame, int camera);
  }

  /**
   * @param budgetMicros time from a frame's arrival to its deadline
   * @param endMicros when the cameras stop
   */
  CameraFrames(
      List<Camera> cameras,
      long budgetMicros,
      long endMicros,
      Disturbances disturbances,
      SplittableRandom random) {
    this.cameras = cameras;
    this.budgetMicros = budgetMicros;
    this.endMicros = endMicros;
    this.disturbances = disturbances;
    this.random = random;
    dueMicros = new double[cameras.size()];
    arrivalMicros = new long[cameras.size()];
    for (int camera = 0; camera < cameras.size(); camera++) {
      dueMicros[camera] = random.nextDouble() * periodMicros(camera);
      arrivalMicros[camera] = drawArrival(camera);
    }
  }

  /** Publishes all frames that arrive before {@code untilMicros} and were not published before. */
  void publishUntil(long untilMicros, Log log) {
    long limit = Math.min(untilMicros, endMicros);
    int n = 0;
    for (int camera = 0; camera < arrivalMicros.length; camera++) {
      while (arrivalMicros[camera] < limit) {
        if (n == slice.length) {
          slice = Arrays.copyOf(slice, 2 * n);
        }
        slice[n++] = arrivalMicros[camera] * cameras.size() + camera;
        dueMicros[camera] += periodMicros(camera);
        arrivalMicros[camera] = Math.max(arrivalMicros[camera], drawArrival(camera));
      }
    }
    Arrays.sort(slice, 0, n);
    for (int i = 0; i < n; i++) {
      int camera = (int) (slice[i] % cameras.size());
      long at = slice[i] / cameras.size();
      log.append(
          new QueuedFrame<>(
              new SimulatedFrame(published++, at, disturbances.drawServiceFactor(random)),
              cameras.get(camera).id(),
              at + budgetMicros,
              0,
              Scenario.WIDTH,
              Scenario.HEIGHT,
              FrameEncoding.JPEG),
          camera);
    }
  }

  /** Number of frames so far. */
  int published() {
    return published;
  }

  private long drawArrival(int camera) {
    return Math.round(dueMicros[camera] + LARGEST_JITTER_MICROS * random.nextDouble());
  }

  private double periodMicros(int camera) {
    return 1e6 / cameras.get(camera).framesPerSecond();
  }
}
