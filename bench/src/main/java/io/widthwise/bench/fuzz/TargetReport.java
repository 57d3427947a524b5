package io.widthwise.bench.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a target's cases.
 *
 * @param target its name
 * @param cases inputs made
 * @param accounted inputs with a verdict
 * @param outcomes how many of each verdict
 * @param findings the cases that did harm; at most 50 are listed
 * @param maxMillis most processor time of one case, milliseconds
 * @param slowestCase its index
 * @param maxAllocatedBytes most heap allocated for one case
 * @param greediestCase its index
 * @param peakResidentMegabytes of the process, native memory included
 * @param seconds the whole took
 */
record TargetReport(
    String target,
    int cases,
    int accounted,
    Map<String, Integer> outcomes,
    List<Finding> findings,
    double maxMillis,
    long slowestCase,
    long maxAllocatedBytes,
    long greediestCase,
    long peakResidentMegabytes,
    double seconds) {

  /**
   * One case that did harm.
   *
   * @param index of the case
   * @param verdict kind of harm
   * @param input file with its bytes
   */
  record Finding(int index, Verdict verdict, String input) {}

  static TargetReport of(
      String target, int cases, CaseLog log, double seconds, List<Finding> findings) {
    Map<String, Integer> outcomes = new LinkedHashMap<>();
    log.counts().forEach((verdict, count) -> outcomes.put(verdict.name(), count));
    int open =
        outcomes.getOrDefault(Verdict.NOT_RUN.name(), 0)
            + outcomes.getOrDefault(Verdict.RUNNING.name(), 0);
    return new TargetReport(
        target,
        cases,
        cases - open,
        outcomes,
        List.copyOf(findings),
        log.maxNanos() / 1e6,
        log.slowest(),
        log.maxAllocated(),
        log.greediest(),
        log.residentKilobytes() / 1024,
        seconds);
  }

  int count(Verdict verdict) {
    return outcomes.getOrDefault(verdict.name(), 0);
  }

  boolean isSound() {
    return findings.isEmpty() && accounted == cases;
  }
}
