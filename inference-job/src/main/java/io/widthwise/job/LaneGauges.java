package io.widthwise.job;

/** What a lane tells of itself at any time, to any thread. */
interface LaneGauges {
  /** Frames that wait for it. */
  int waiting();

  /** How much slower it is than measured at start; 1 is as fast, 2 half as fast. */
  double pace();

  /** Observed over predicted service time, at the quantile that it plans with. */
  double quantile();
}
