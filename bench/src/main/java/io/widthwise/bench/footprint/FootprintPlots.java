package io.widthwise.bench.footprint;

import io.widthwise.bench.replay.TimePlot;
import io.widthwise.bench.replay.TimePlot.Curve;
import io.widthwise.models.report.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Draws footprints over the time of a run: for each process its memory, and what it holds open. */
public final class FootprintPlots {
  private static final double MEBIBYTE = 1024 * 1024;

  private FootprintPlots() {}

  /** Returns SVG pictures by the names of their files. */
  public static Map<String, String> draw(Map<String, List<Footprint>> recorded) {
    Map<String, String> plots = new LinkedHashMap<>();
    recorded.forEach(
        (process, footprints) -> {
          String file = process.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
          plots.put("memory-" + file + ".svg", memory(process, footprints));
          plots.put("handles-" + file + ".svg", handles(process, footprints));
        });
    return plots;
  }

  private static String memory(String process, List<Footprint> footprints) {
    return TimePlot.of(
        "Memory: " + process,
        "MiB",
        List.of(
            curve("resident", Curve.SIMULATED, footprints, each -> each.resident() / MEBIBYTE),
            curve("heap in use", Curve.MEASURED, footprints, each -> each.heap() / MEBIBYTE),
            curve(
                "native, resident", "leader", footprints, each -> each.nativeResident() / MEBIBYTE),
            curve("direct buffers", Curve.LIMIT, footprints, each -> each.direct() / MEBIBYTE)));
  }

  private static String handles(String process, List<Footprint> footprints) {
    return TimePlot.of(
        "Descriptors and threads: " + process,
        "number",
        List.of(
            curve("file descriptors", Curve.MEASURED, footprints, Footprint::openFiles),
            curve("threads", Curve.SIMULATED, footprints, Footprint::threads)));
  }

  private static Curve curve(
      String name, String look, List<Footprint> footprints, ToDoubleFunction<Footprint> value) {
    return new Curve(
        name,
        look,
        footprints.stream()
            .map(each -> new Point(each.seconds(), value.applyAsDouble(each)))
            .toList());
  }
}
