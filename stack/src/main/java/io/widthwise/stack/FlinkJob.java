package io.widthwise.stack;

import java.util.Set;

/**
 * A job that a Flink cluster knows.
 *
 * @param id its 32 hexadecimal digits
 * @param name its name
 * @param state Flink's word for its state, such as {@code RUNNING}
 */
public record FlinkJob(String id, String name, String state) {
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");

  /** Tells whether the job is over. */
  public boolean ended() {
    return ENDED.contains(state);
  }
}
