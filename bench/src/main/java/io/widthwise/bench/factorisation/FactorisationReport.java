package io.widthwise.bench.factorisation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param turns runs behind each median
 * @param layer the paper's example of one layer
 * @param networks whole networks
 */
public record FactorisationReport(int turns, Comparison layer, List<Comparison> networks) {
  private static final double MILLION = 1e6;

  public FactorisationReport {
    networks = List.copyOf(networks);
  }

  /**
   * Full convolutions against depthwise separable ones.
   *
   * @param name what was compared
   * @param fullMultiplyAdds of one run with full convolutions
   * @param separableMultiplyAdds of one run with depthwise separable ones
   * @param fullMillis median processor time of a run with full convolutions
   * @param separableMillis median processor time of a run with depthwise separable ones
   */
  public record Comparison(
      String name,
      long fullMultiplyAdds,
      long separableMultiplyAdds,
      double fullMillis,
      double separableMillis) {

    /** How many times less there is to compute. */
    @JsonProperty
    public double multiplyAddRatio() {
      return (double) fullMultiplyAdds / separableMultiplyAdds;
    }

    /** How many times less time it takes. */
    @JsonProperty
    public double timeRatio() {
      return fullMillis / separableMillis;
    }
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-34s %10s %10s %7s %10s %10s %7s%n"
            .formatted(
                "full against separable",
                "full M",
                "sep. M",
                "ratio",
                "full ms",
                "sep. ms",
                "ratio"));
    row(table, layer);
    networks.forEach(network -> row(table, network));
    table.append(
        String.format(
            Locale.ROOT,
            "M: million multiply-adds; ms: median processor time of %d runs, in turns, fp32, one thread%n",
            turns));
    return table.toString();
  }

  private static void row(StringBuilder table, Comparison of) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-34s %10.1f %10.1f %7.2f %10.2f %10.2f %7.2f%n",
            of.name(),
            of.fullMultiplyAdds() / MILLION,
            of.separableMultiplyAdds() / MILLION,
            of.multiplyAddRatio(),
            of.fullMillis(),
            of.separableMillis(),
            of.timeRatio()));
  }
}
