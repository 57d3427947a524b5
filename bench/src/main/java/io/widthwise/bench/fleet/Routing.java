package io.widthwise.bench.fleet;

import java.util.SplittableRandom;

/** How frames get from source subtasks to lanes. */
enum Routing {
  /**
   * A lane serves what its own subtask reads: the job's {@code --rebalance false}. Lanes share no
   * work, and those without a partition have none.
   */
  HASH {
    @Override
    Router router(int sources, int lanes, Outstanding outstanding, SplittableRandom random) {
      return (source, atMicros) -> source;
    }
  },

  /**
   * Each source subtask deals its frames to all lanes in turns, from a random one on, as Flink's
   * {@code RebalancePartitioner} does.
   */
  REBALANCE {
    @Override
    Router router(int sources, int lanes, Outstanding outstanding, SplittableRandom random) {
      int[] next = new int[sources];
      for (int source = 0; source < sources; source++) {
        next[source] = random.nextInt(lanes);
      }
      return (source, atMicros) -> next[source] = (next[source] + 1) % lanes;
    }
  },

  /**
   * Of two lanes drawn at random, the one with fewer frames to do (Mitzenmacher, The power of two
   * choices in randomized load balancing, IEEE Transactions on Parallel and Distributed Systems 12,
   * 2001). Sources see the lanes' true queues at once, which no network gives; it is the most that
   * a partitioner that looks at load could gain.
   */
  ADAPTIVE {
    @Override
    Router router(int sources, int lanes, Outstanding outstanding, SplittableRandom random) {
      return (source, atMicros) -> {
        int one = random.nextInt(lanes);
        int other = random.nextInt(lanes);
        return outstanding.frames(other, atMicros) < outstanding.frames(one, atMicros)
            ? other
            : one;
      };
    }
  };

  /**
   * @param sources number of source subtasks
   * @param lanes number of lanes that serve
   */
  abstract Router router(int sources, int lanes, Outstanding outstanding, SplittableRandom random);

  /** Name in options and results. */
  String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
