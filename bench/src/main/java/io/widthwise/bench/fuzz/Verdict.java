package io.widthwise.bench.fuzz;

import io.widthwise.schemas.quarantine.QuarantineCode;

/** What became of one case; its position is written to disk as one byte, so keep the order. */
enum Verdict {
  NOT_RUN(false),
  /** In work; left so by a process that died. */
  RUNNING(false),
  ACCEPTED(false),
  UNDECODABLE_ENVELOPE(false),
  INVALID_ENVELOPE(false),
  WRONG_TOPIC(false),
  OVER_LIMIT(false),
  INVALID_IMAGE(false),
  UNDECODABLE_IMAGE(false),
  /** Refused with a reason, where there are no kinds of reason. */
  REFUSED(false),
  /** An exception that the reader's contract does not name. */
  FAULT(true),
  /** Took more than a second of processor time. */
  SLOW(true),
  /** Allocated more than the target may. */
  GREEDY(true),
  /** Did not end. */
  HANG(true),
  /** Killed the process. */
  CRASH(true);

  private final boolean finding;

  Verdict(boolean finding) {
    this.finding = finding;
  }

  /** Whether it is a defect of the reader. */
  boolean isFinding() {
    return finding;
  }

  static Verdict of(QuarantineCode code) {
    return valueOf(code.name());
  }
}
