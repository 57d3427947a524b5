package io.widthwise.deploy.traces;

import io.widthwise.schemas.Timings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a frame's way.
 *
 * @param name what happened to the frame meanwhile
 * @param from when it began
 * @param to when it ended, never before it began: clocks of several hosts, and the broker's whole
 *     milliseconds, may say otherwise by a little
 */
record Station(String name, Instant from, Instant to) {
  static final String DELIVER = "deliver";

  Station {
    to = to.isBefore(from) ? from : to;
  }

  /**
   * The stations that the frame passed, in their order; those whose times are unknown are left out.
   */
  static List<Station> of(Placed placed) {
    Timings times = placed.result().getTimings();
    Optional<Instant> captured = Optional.of(times.getCaptured());
    Optional<Instant> admitted = Optional.of(times.getAdmitted());
    Optional<Instant> dequeued = Optional.ofNullable(times.getDequeued());
    Optional<Instant> started = Optional.ofNullable(times.getStarted());
    Optional<Instant> finished = Optional.of(times.getFinished());
    List<Station> stations = new ArrayList<>();
    between("admission", captured, admitted).ifPresent(stations::add);
    between("queue", admitted, dequeued).ifPresent(stations::add);
    between("lane", dequeued, started).ifPresent(stations::add);
    between("classify", started, finished).ifPresent(stations::add);
    between(DELIVER, finished, placed.appended()).ifPresent(stations::add);
    return stations;
  }

  private static Optional<Station> between(
      String name, Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(begin -> to.map(end -> new Station(name, begin, end)));
  }
}
