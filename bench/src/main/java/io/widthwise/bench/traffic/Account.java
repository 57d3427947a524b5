package io.widthwise.bench.traffic;

import java.util.List;

/**
 * All frames of a run.
 *
 * @param entries in the order in which they were sent
 * @param notSent frames that the publisher was too late to send
 * @param repeats results for frames that had one already
 */
public record Account(List<Entry> entries, long notSent, long repeats) {
  public Account {
    entries = List.copyOf(entries);
  }

  /** Frames that the broker acknowledged. */
  public long published() {
    return entries.stream().filter(Entry::acknowledged).count();
  }

  /** Frames that the broker acknowledged and of which nothing was heard. */
  public long unheard() {
    return entries.stream().filter(each -> each.acknowledged() && !each.accounted()).count();
  }
}
