package io.widthwise.bench.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The kinds of faults. A further one, such as a new model in the midst of a burst, is a constant
 * here and a class that implements {@link Fault}.
 */
public enum FaultKind {
  KILL_TASKMANAGER(new ProcessKill(Victim.busyTaskManager())),
  KILL_JOBMANAGER(new ProcessKill(Victim.named("JobManager"))),
  KILL_BROKER(new ProcessKill(Victim.named("Kafka broker"))),
  KILL_ADMISSION(new ProcessKill(Victim.named("admission"))),
  KILL_PUBLISHER(new PublisherKill()),
  KILL_ZOOKEEPER(new ProcessKill(Victim.named("ZooKeeper"))),
  FREEZE_TASKMANAGER(new ProcessFreeze(Victim.busyTaskManager())),
  FREEZE_JOBMANAGER(new ProcessFreeze(Victim.named("JobManager"))),
  FREEZE_BROKER(new ProcessFreeze(Victim.named("Kafka broker"))),
  FREEZE_ADMISSION(new ProcessFreeze(Victim.named("admission"))),
  CUT_BROKER(new NetworkCut(Scene::brokerPorts)),
  CUT_JOBMANAGER(new NetworkCut(Scene::jobManagerPorts)),
  SLOW_DISK(new SlowDisk()),
  FULL_LANE(new FullLane()),
  UPGRADE_JOB(new SavepointUpgrade());

  private final Fault fault;

  FaultKind(Fault fault) {
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  /** How the command line and the report name it, such as {@code kill-taskmanager}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind that is called {@code text}. */
  public static FaultKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fault '%s'; there are %s".formatted(text, names())));
  }

  static String names() {
    return Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "));
  }
}
