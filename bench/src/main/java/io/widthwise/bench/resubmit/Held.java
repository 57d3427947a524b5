package io.widthwise.bench.resubmit;

import java.util.function.ToDoubleFunction;

/** What a leak of a job would show in, with what a round may add. */
enum Held {
  CLASS_LOADERS("class loaders", Round::classLoaders, 0.2),
  CLASSES("loaded classes", round -> round.footprint().loadedClasses(), 5),
  METASPACE("metaspace, MiB", round -> round.footprint().metaspace() / Held.MEBIBYTE, 0.1),
  HEAP("heap, MiB", round -> round.footprint().heap() / Held.MEBIBYTE, 0.3),
  DIRECT("direct buffers, MiB", round -> round.footprint().direct() / Held.MEBIBYTE, 0.1),
  NATIVE("native, resident, MiB", round -> round.footprint().nativeResident() / Held.MEBIBYTE, 1.5),
  THREADS("threads", round -> round.footprint().threads(), 0.2),
  OPEN_FILES("file descriptors", round -> round.footprint().openFiles(), 0.2);

  private static final double MEBIBYTE = 1024 * 1024;

  private final String title;
  private final ToDoubleFunction<Round> value;
  private final double mayAddPerRound;

  Held(String title, ToDoubleFunction<Round> value, double mayAddPerRound) {
    this.title = title;
    this.value = value;
    this.mayAddPerRound = mayAddPerRound;
  }

  String title() {
    return title;
  }

  double of(Round round) {
    return value.applyAsDouble(round);
  }

  double mayAddPerRound() {
    return mayAddPerRound;
  }
}
