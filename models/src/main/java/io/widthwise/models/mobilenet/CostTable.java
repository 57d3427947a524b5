package io.widthwise.models.mobilenet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports as tables for people. */
final class CostTable {
  private static final String LAYER = "%-18s %-15s %6s %6s  %-13s %-13s %13s %11s";
  private static final String KIND = "%-18s %13s %8s %11s %8s";

  private CostTable() {}

  /** One network: by layer, by kind, together, and against the other convolutions. */
  static String of(CostReport report) {
    return String.join(
        "%n%n".formatted(),
        "MobileNet V1 %s, %s, %d classes"
            .formatted(report.network(), report.body(), report.classes()),
        byLayer(report),
        byKind(report),
        summary(report));
  }

  /** One line a network, all of one body, as a Markdown table. */
  static String of(List<CostReport> reports) {
    return reports.stream()
        .map(
            each ->
                format(
                    "| %s | %,d | %,d | %.2f |",
                    each.network(),
                    each.multiplyAdds(),
                    each.parameters(),
                    each.other().multiplyAddsFactor()))
        .collect(
            Collectors.joining(
                "%n".formatted(),
                ("| width@resolution | multiply-adds | parameters | %s, times |%n"
                        + "| --- | ---: | ---: | ---: |%n")
                    .formatted(reports.get(0).other().body()),
                ""));
  }

  private static String byLayer(CostReport report) {
    String head =
        format(
            LAYER,
            "layer",
            "kind",
            "kernel",
            "stride",
            "input",
            "output",
            "multiply-adds",
            "parameters");
    return report.layers().stream()
        .map(
            each ->
                format(
                    LAYER,
                    each.name(),
                    each.kind(),
                    each.kernel() + "x" + each.kernel(),
                    each.stride(),
                    map(each.inputSide(), each.inputChannels()),
                    map(each.outputSide(), each.outputChannels()),
                    format("%,d", each.multiplyAdds()),
                    format("%,d", each.parameters())))
        .collect(Collectors.joining("%n".formatted(), head + "%n".formatted(), ""));
  }

  private static String byKind(CostReport report) {
    String head = format(KIND, "kind", "multiply-adds", "share", "parameters", "share");
    String together =
        format(
            KIND,
            "together",
            format("%,d", report.multiplyAdds()),
            "",
            format("%,d", report.parameters()),
            "");
    return report.kinds().stream()
        .map(
            each ->
                format(
                    KIND,
                    each.kind(),
                    format("%,d", each.multiplyAdds()),
                    format("%.2f %%", 100 * each.multiplyAddsShare()),
                    format("%,d", each.parameters()),
                    format("%.2f %%", 100 * each.parametersShare())))
        .collect(
            Collectors.joining(
                "%n".formatted(),
                head + "%n".formatted(),
                "%n".formatted() + together.stripTrailing()));
  }

  private static String summary(CostReport report) {
    CostReport.Other other = report.other();
    return format(
        "Same width and resolution, %s: %,d multiply-adds (%.2f times),"
            + " %,d parameters (%.2f times).%n"
            + "Parameters are weights alone; %,d with biases, batch normalisation folded.",
        other.body(),
        other.multiplyAdds(),
        other.multiplyAddsFactor(),
        other.parameters(),
        other.parametersFactor(),
        report.foldedParameters());
  }

  private static String map(int side, int channels) {
    return side + "x" + side + "x" + channels;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
