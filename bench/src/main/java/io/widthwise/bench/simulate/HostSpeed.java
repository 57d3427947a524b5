package io.widthwise.bench.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a lane's host works over time: a step function, 1 being the measured speed and 0 a
 * stall.
 */
public final class HostSpeed {
  private final double[] startMicros;
  private final double[] speed;
  private final double[] workBefore;

  /** A stretch of time at one speed; the last one goes on for ever and must not stand still. */
  public record Stretch(double startMicros, double speed) {}

  /**
   * @param stretches in rising order of time, the first starting at 0
   */
  public HostSpeed(List<Stretch> stretches) {
    if (stretches.isEmpty() || stretches.get(0).startMicros() != 0) {
      throw new IllegalArgumentException("the first stretch must start at 0");
    }
    if (!(stretches.get(stretches.size() - 1).speed() > 0)) {
      throw new IllegalArgumentException("a host that stands still for ever finishes nothing");
    }
    int n = stretches.size();
    startMicros = new double[n];
    speed = new double[n];
    workBefore = new double[n];
    for (int i = 0; i < n; i++) {
      startMicros[i] = stretches.get(i).startMicros();
      speed[i] = stretches.get(i).speed();
      if (i > 0) {
        double length = startMicros[i] - startMicros[i - 1];
        if (!(length > 0)) {
          throw new IllegalArgumentException("stretches must start one after another");
        }
        workBefore[i] = workBefore[i - 1] + length * speed[i - 1];
      }
    }
  }

  /** A host that always works at the measured speed. */
  public static HostSpeed steady() {
    return new HostSpeed(List.of(new Stretch(0, 1)));
  }

  /** Returns this host with other speeds multiplied in, such as stalls or a neighbour's load. */
  public HostSpeed times(HostSpeed other) {
    double[] starts =
        Arrays.stream(new double[][] {startMicros, other.startMicros})
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    List<Stretch> stretches = new ArrayList<>();
    for (double start : starts) {
      stretches.add(new Stretch(start, speedAt(start) * other.speedAt(start)));
    }
    return new HostSpeed(stretches);
  }

  /** Work done from time 0 on, in microseconds of the measured speed. */
  public double workUntil(double timeMicros) {
    int i = stretchAt(timeMicros);
    return workBefore[i] + (timeMicros - startMicros[i]) * speed[i];
  }

  /** Returns when work of {@code workMicros} is done that starts at {@code fromMicros}. */
  public double finishMicros(double fromMicros, double workMicros) {
    double goal = workUntil(fromMicros) + workMicros;
    int i = stretchAt(fromMicros);
    while (i + 1 < workBefore.length && workBefore[i + 1] < goal) {
      i++;
    }
    double start = Math.max(startMicros[i], fromMicros);
    double workAtStart = workBefore[i] + (start - startMicros[i]) * speed[i];
    double rest = goal - workAtStart;
    return rest <= 0 ? start : start + rest / speed[i];
  }

  private double speedAt(double timeMicros) {
    return speed[stretchAt(timeMicros)];
  }

  private int stretchAt(double timeMicros) {
    int at = Arrays.binarySearch(startMicros, Math.max(0, timeMicros));
    return at >= 0 ? at : -at - 2;
  }
}
