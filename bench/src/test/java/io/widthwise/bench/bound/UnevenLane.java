package io.widthwise.bench.bound;

import java.util.List;

/**
 * A lane whose speed changes every 5 µs and is 1 after the last change; speed 0 is a stall. Times
 * and speeds of few binary digits make its arithmetic exact.
 */
record UnevenLane(List<Double> speeds) implements Capacity {
  static final double SLOT_MICROS = 5;
  static final UnevenLane STEADY = new UnevenLane(List.of());

  @Override
  public double workUntil(double timeMicros) {
    double work = 0;
    double at = 0;
    for (double speed : speeds) {
      if (timeMicros <= at + SLOT_MICROS) {
        return work + speed * (timeMicros - at);
      }
      work += speed * SLOT_MICROS;
      at += SLOT_MICROS;
    }
    return work + timeMicros - at;
  }

  /** Returns when {@code work} begun at {@code startMicros} is done. */
  double end(double startMicros, double work) {
    double goal = workUntil(startMicros) + work;
    double done = 0;
    double at = 0;
    for (double speed : speeds) {
      if (speed > 0 && done + speed * SLOT_MICROS >= goal) {
        return at + (goal - done) / speed;
      }
      done += speed * SLOT_MICROS;
      at += SLOT_MICROS;
    }
    return at + goal - done;
  }

  /** What lanes can do together; a frame is served by one of them. */
  static Capacity together(List<UnevenLane> lanes) {
    return new Capacity() {
      @Override
      public double workUntil(double timeMicros) {
        return lanes.stream().mapToDouble(lane -> lane.workUntil(timeMicros)).sum();
      }

      @Override
      public double workOfOneFrame(double fromMicros, double toMicros) {
        return lanes.stream()
            .mapToDouble(lane -> lane.workUntil(toMicros) - lane.workUntil(fromMicros))
            .max()
            .orElse(0);
      }
    };
  }
}
