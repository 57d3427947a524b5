package io.widthwise.bench.traffic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The frames of all senders in the order in which they are due, made up one by one. */
final class Timetable implements Iterator<Timetable.Departure> {
  private static final double MICROS = 1e6;

  private final PriorityQueue<Departure> next =
      new PriorityQueue<>(Comparator.comparingLong(Departure::dueMicros));

  /**
   * A frame to send.
   *
   * @param sender whose
   * @param number of its frames that came before
   * @param phase when its first is due, a share of the time between two
   */
  record Departure(Sender sender, long number, double phase) {
    long dueMicros() {
      return Math.round(
          MICROS * (sender.fromSeconds() + (number + phase) / sender.framesPerSecond()));
    }

    private boolean isOver() {
      return dueMicros() >= MICROS * sender.toSeconds();
    }
  }

  /**
   * Makes a timetable.
   *
   * @param seed decides how senders' frames interleave
   */
  Timetable(Collection<Sender> senders, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Sender sender : senders) {
      add(new Departure(sender, 0, random.nextDouble()));
    }
  }

  private void add(Departure departure) {
    if (!departure.isOver()) {
      next.add(departure);
    }
  }

  @Override
  public boolean hasNext() {
    return !next.isEmpty();
  }

  @Override
  public Departure next() {
    if (next.isEmpty()) {
      throw new NoSuchElementException("no frame is left");
    }
    Departure first = next.remove();
    add(new Departure(first.sender(), first.number() + 1, first.phase()));
    return first;
  }
}
