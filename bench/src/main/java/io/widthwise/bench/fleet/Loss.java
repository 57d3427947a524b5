package io.widthwise.bench.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * A TaskManager that is lost and comes back.
 *
 * @param lanes lanes that it ran
 * @param atMicros when it dies
 * @param backAfterMicros how long until its slots, or others in their place, are there again
 * @param restartMicros how long from a task's death until its successor serves
 * @param failover what is restarted
 */
record Loss(int lanes, long atMicros, long backAfterMicros, long restartMicros, Failover failover) {

  /** What Flink restarts when a task dies. */
  enum Failover {
    /**
     * The whole job, with the lanes that are left, and once more when the lost ones are back: what
     * Flink's adaptive scheduler does.
     */
    JOB,
    /**
     * Only tasks that are connected: without rebalance those of the lost lanes, since nothing
     * connects lanes (Flink's default scheduler and its failover strategy {@code region}). Their
     * frames wait until the slots are back. With rebalance everything is connected, so the whole
     * job waits for the slots.
     */
    REGION
  }

  Loss {
    if (lanes < 0 || atMicros < 0 || backAfterMicros < 0 || restartMicros < 1) {
      throw new IllegalArgumentException(
          "a loss of %d lanes at %d µs, back after %d µs, with a restart of %d µs makes no sense"
              .formatted(lanes, atMicros, backAfterMicros, restartMicros));
    }
  }

  /** Nothing is lost. */
  static Loss none() {
    return new Loss(0, 0, 0, 1, Failover.JOB);
  }

  /** When tasks were stopped, at the loss and, if the job runs with fewer lanes, at the return. */
  List<Long> interruptionsMicros() {
    if (lanes == 0) {
      return List.of();
    }
    return failover == Failover.JOB && backAfterMicros > restartMicros
        ? List.of(atMicros, atMicros + backAfterMicros)
        : List.of(atMicros);
  }

  /** Returns what happens to a fleet of {@code all} lanes, from time 0 on. */
  List<Phase> phases(int all, Routing routing) {
    if (lanes >= all && lanes > 0) {
      throw new IllegalArgumentException(
          "%d of %d lanes are to be lost; at least one must be left".formatted(lanes, all));
    }
    List<Phase> phases = new ArrayList<>();
    if (lanes == 0) {
      phases.add(new Phase(0, Long.MAX_VALUE, all, all, true));
      return phases;
    }
    if (atMicros > 0) {
      phases.add(new Phase(0, atMicros, all, all, true));
    }
    if (failover == Failover.REGION) {
      long over = atMicros + Math.max(restartMicros, backAfterMicros);
      boolean alone = routing == Routing.HASH;
      phases.add(new Phase(atMicros, over, all, alone ? all - lanes : 0, atMicros == 0));
      phases.add(new Phase(over, Long.MAX_VALUE, all, all, !alone));
      return phases;
    }
    long restarted = atMicros + restartMicros;
    long back = atMicros + backAfterMicros;
    phases.add(new Phase(atMicros, restarted, all, 0, true));
    if (back > restarted) {
      phases.add(new Phase(restarted, back, all - lanes, all - lanes, true));
      phases.add(new Phase(back, back + restartMicros, all, 0, true));
      restarted = back + restartMicros;
    }
    phases.add(new Phase(restarted, Long.MAX_VALUE, all, all, true));
    return phases;
  }
}
