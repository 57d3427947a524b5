package io.widthwise.bench.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.replay.Prediction.Kind;
import io.widthwise.bench.simulate.LadderProfile;
import java.util.List;
import java.util.Optional;

/**
 * A trace through the pipeline beside the simulator's prediction for it.
 *
 * @param setting what was asked for
 * @param ladder as measured on this host before the run
 * @param measured what the pipeline made of it
 * @param live labels held against what the pictures show, where the bundle can tell
 * @param predictions what the simulator makes of it, told more of the run each time
 * @param servicePace median service time over the ladder's
 * @param breakdown where frames spent their time
 * @param publisherLateMillis how late the publisher itself was
 * @param host who used the processors
 * @param collection garbage collection of the TaskManagers during the run
 * @param remarks what puts the comparison in doubt, sentences
 * @param fates what became of each frame, in the order of the trace
 */
public record ReplayReport(
    Setting setting,
    LadderProfile ladder,
    Figures measured,
    Optional<LiveAccuracy> live,
    List<Prediction> predictions,
    double servicePace,
    Breakdown breakdown,
    Percentiles publisherLateMillis,
    HostUse host,
    GarbageCollection collection,
    List<String> remarks,
    @JsonIgnore List<Fate> fates) {

  /**
   * What was asked for.
   *
   * @param trace name of the trace
   * @param load share of what all lanes serve at most with the narrowest rung
   * @param deadlineMillis budget of frames that have none of their own
   * @param policy the job's, as told; the simulator runs the same
   * @param lanes the job's parallelism
   * @param framesPerSecond mean rate
   * @param seed of pictures and of the simulator's disturbances
   */
  public record Setting(
      String trace,
      double load,
      long deadlineMillis,
      String policy,
      int lanes,
      double framesPerSecond,
      long seed) {}

  /**
   * Measured over predicted, 1 being all of it.
   *
   * @param hitRate of deadline hits
   * @param accuracy of accuracy over all frames
   */
  public record Share(double hitRate, double accuracy) {
    private static Share of(Figures measured, Figures predicted) {
      return new Share(
          measured.hitRate() / predicted.hitRate(), measured.accuracy() / predicted.accuracy());
    }
  }

  /**
   * The prediction that a run is held against: for the host as it was rehearsed, or, without a
   * rehearsal, of the frames as they were delivered.
   */
  @JsonIgnore
  public Prediction prediction() {
    return find(Kind.REHEARSED).or(() -> find(Kind.DELIVERED)).orElseThrow();
  }

  Prediction prediction(Kind kind) {
    return find(kind).orElseThrow();
  }

  private Optional<Prediction> find(Kind kind) {
    return predictions.stream().filter(each -> each.kind() == kind).findFirst();
  }

  /** Measured over {@link #prediction}. */
  @JsonProperty
  public Share shareOfPrediction() {
    return share(prediction().kind());
  }

  Share share(Kind kind) {
    return Share.of(measured, prediction(kind).figures());
  }
}
