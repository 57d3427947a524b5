package io.widthwise.bench.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.widthwise.bench.bound.Bound;
import java.util.List;
import java.util.Optional;

/**
 * What the simulator makes of the same frames.
 *
 * @param kind what it is told of the run
 * @param figures what it comes to
 * @param bound what no schedule of the same frames exceeds, where it was computed
 * @param fates what became of each frame, in the order of the trace
 */
public record Prediction(
    Kind kind, Figures figures, Optional<BoundFigures> bound, @JsonIgnore List<Fate> fates) {

  /** How much of what was measured a prediction is told. */
  public enum Kind {
    /** The trace alone: frames reach the lanes when they are taken. */
    TRACE("trace alone"),
    /**
     * How long frames were on their way, and how long services took, in a rehearsal before the run.
     */
    REHEARSED("host as rehearsed"),
    /** When each frame reached its lane, so that only the rest of its budget is left. */
    DELIVERED("frames as delivered"),
    /** Besides, how long services took, against the ladder as measured before the run. */
    SERVED("services as they went");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * The clairvoyant bound.
   *
   * @param hitRate most frames in time, share of all
   * @param accuracy most accuracy over all frames
   */
  public record BoundFigures(double hitRate, double accuracy) {
    static BoundFigures of(Bound bound) {
      return new BoundFigures(bound.hitRate(), bound.meanAccuracy());
    }
  }
}
