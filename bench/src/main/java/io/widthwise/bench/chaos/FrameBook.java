package io.widthwise.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keeps book of every frame by its id, in whatever order the topics tell of it. Safe for use by
 * several threads.
 */
final class FrameBook {

  /** What is known of one frame. */
  private static final class Page {
    private boolean published;
    private int admitted;
    private boolean refused;
    private int outcomes;
    private boolean inTime;
  }

  /**
   * Totals.
   *
   * @param published distinct frames that the broker took from publishers
   * @param admitted distinct frames that admission passed on
   * @param lost frames that were published but neither admitted nor quarantined, and frames that
   *     were admitted and have no outcome
   * @param repeats outcomes beyond the first of their frame
   */
  record Totals(long published, long admitted, long lost, long repeats) {}

  private final Map<String, Page> pages = new HashMap<>();

  private Page page(String frameId) {
    return pages.computeIfAbsent(frameId, id -> new Page());
  }

  synchronized void published(String frameId) {
    page(frameId).published = true;
  }

  synchronized void admitted(String frameId) {
    page(frameId).admitted++;
  }

  synchronized void refused(String frameId) {
    page(frameId).refused = true;
  }

  /** A consumer read an outcome. */
  synchronized void settled(String frameId, boolean inTime) {
    Page page = page(frameId);
    page.outcomes++;
    page.inTime |= inTime;
  }

  synchronized Totals totals() {
    long published = 0;
    long admitted = 0;
    long repeats = 0;
    for (Page page : pages.values()) {
      published += page.published ? 1 : 0;
      admitted += page.admitted > 0 ? 1 : 0;
      repeats += Math.max(0, page.outcomes - 1);
    }
    return new Totals(published, admitted, lostWhere(id -> true).size(), repeats);
  }

  /** Ids of the frames captured up to then that have not arrived where they should. */
  List<String> lostUpTo(long captureMicros) {
    return lostWhere(id -> captureMicros(id) <= captureMicros);
  }

  private synchronized List<String> lostWhere(Predicate<String> counted) {
    List<String> lost = new ArrayList<>();
    pages.forEach(
        (id, page) -> {
          boolean arrived = page.outcomes > 0 || (page.refused && page.admitted == 0);
          if (!arrived && counted.test(id)) {
            lost.add(id);
          }
        });
    return lost;
  }

  /** The frames of the cameras that send all the time, captured from then on, in order. */
  synchronized List<Recovery.Served> steadySince(long captureMicros) {
    List<Recovery.Served> since = new ArrayList<>();
    pages.forEach(
        (id, page) -> {
          long captured = captureMicros(id);
          if (captured >= captureMicros && id.startsWith(Publishers.CAMERA)) {
            since.add(new Recovery.Served(captured, page.inTime));
          }
        });
    since.sort((a, b) -> Long.compare(a.captureMicros(), b.captureMicros()));
    return since;
  }

  /** An id ends with the capture time, microseconds since the epoch ({@code FrameIds}). */
  static long captureMicros(String frameId) {
    return Long.parseLong(frameId.substring(frameId.lastIndexOf('/') + 1));
  }
}
