package io.widthwise.bench.resubmit;

import io.widthwise.bench.footprint.Footprint;
import io.widthwise.bench.footprint.JvmProbe;
import java.io.IOException;

/**
 * What a process holds after a job has come and gone and garbage was collected.
 *
 * @param round counted from 1; 0 is before the first job
 * @param classLoaders that are alive
 * @param footprint all else
 */
record Round(int round, int classLoaders, Footprint footprint) {
  /**
   * Classes are unloaded once nothing refers to their loader; what a reference queue or a finaliser
   * holds on to goes with a later collection.
   */
  private static final int COLLECTIONS = 3;

  static Round read(int round, JvmProbe probe) throws IOException {
    for (int i = 1; i < COLLECTIONS; i++) {
      probe.collect();
    }
    Footprint footprint = probe.read(round, true);
    return new Round(round, probe.classLoaders(), footprint);
  }
}
