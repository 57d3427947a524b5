package io.widthwise.ingest.admission;

import java.util.concurrent.atomic.LongAdder;

/** Counts of one instance, over all its stream threads. */
final class AdmissionCounters {
  final LongAdder admitted = new LongAdder();
  final LongAdder quarantined = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder paced = new LongAdder();

  AdmissionStats stats() {
    return new AdmissionStats(admitted.sum(), quarantined.sum(), duplicates.sum(), paced.sum());
  }
}
