package io.widthwise.bench.chaos;

import java.util.List;
import java.util.Random;

/** Which process a fault is for. */
@FunctionalInterface
interface Victim {
  /** Picks the process, as it runs now. */
  ProcessHandle pick(Scene scene, Random random);

  /** The one that {@code status} shows under this name. */
  static Victim named(String name) {
    return (scene, random) -> scene.process(name);
  }

  /** A TaskManager that runs tasks of the job. */
  static Victim busyTaskManager() {
    return (scene, random) -> {
      List<String> busy = scene.busyTaskManagers();
      return scene.process(busy.get(random.nextInt(busy.size())));
    };
  }
}
