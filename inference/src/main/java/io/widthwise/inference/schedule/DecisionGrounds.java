package io.widthwise.inference.schedule;

/**
 * The figures that a decision rests on, kept so that it can be explained. Overwritten by the next
 * decision of the lane: copy what is to be kept.
 */
public final class DecisionGrounds {
  private int waiting;
  private int feasible;
  private double shareMicros;
  private double criticalShareMicros;
  private double forecastShareMicros;
  private double framesExpected;
  private long decidedMicros;

  /** Forgets everything. */
  void clear() {
    waiting = 0;
    feasible = 0;
    shareMicros = Double.NaN;
    criticalShareMicros = Double.NaN;
    forecastShareMicros = Double.NaN;
    framesExpected = Double.NaN;
    decidedMicros = 0;
  }

  /** Records when the decision was made, microseconds since the epoch; the lane's part. */
  void decidedAt(long nowMicros) {
    decidedMicros = nowMicros;
  }

  /** Records how many frames wait and how many of them can still be served in time. */
  public void queue(int waiting, int feasible) {
    this.waiting = waiting;
    this.feasible = feasible;
  }

  /**
   * Records the budget of service time and the two bounds it is the smaller of.
   *
   * @param criticalShareMicros equal share of the time to the tightest of the waiting deadlines
   * @param forecastShareMicros equal share once frames still to come are provided for
   * @param framesExpected frames expected before the last of the waiting deadlines
   */
  public void share(double criticalShareMicros, double forecastShareMicros, double framesExpected) {
    this.criticalShareMicros = criticalShareMicros;
    this.forecastShareMicros = forecastShareMicros;
    this.shareMicros = Math.min(criticalShareMicros, forecastShareMicros);
    this.framesExpected = framesExpected;
  }

  /** Time of the decision, microseconds since the epoch; 0 where no lane asked for it. */
  public long decidedMicros() {
    return decidedMicros;
  }

  /** Number of frames that waited. */
  public int waiting() {
    return waiting;
  }

  /** Number of waiting frames that could be served in time by the fastest variant. */
  public int feasible() {
    return feasible;
  }

  /** Service time that the frame may take; not a number where the policy has no such notion. */
  public double shareMicros() {
    return shareMicros;
  }

  /** Equal share of the time to the tightest of the waiting deadlines; else not a number. */
  public double criticalShareMicros() {
    return criticalShareMicros;
  }

  /** Equal share once frames still to come are provided for; else not a number. */
  public double forecastShareMicros() {
    return forecastShareMicros;
  }

  /** Frames expected before the last of the waiting deadlines; else not a number. */
  public double framesExpected() {
    return framesExpected;
  }
}
