package io.widthwise.models.report;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@value #PAGE}, which needs nothing but itself, and its plots as SVG files beside it. The
 * same evaluation gives the same bytes.
 */
public final class ReportWriter {
  /** Name of the page. */
  public static final String PAGE = "report.html";

  /** More reliability diagrams than this are not looked at. */
  private static final int MOST_DIAGRAMS = 8;

  private final Evaluation evaluation;
  private final Host host;
  private final VariantNames names;
  private final ReportTables tables;
  private final Map<String, String> plots = new LinkedHashMap<>();
  private final StringBuilder html = new StringBuilder();

  private ReportWriter(Evaluation evaluation, Host host) {
    this.evaluation = evaluation;
    this.host = host;
    names = new VariantNames(evaluation);
    tables = new ReportTables(evaluation);
  }

  /**
   * Writes the report.
   *
   * @param host that times were measured on
   * @param directory is made where it is missing; files of the same names are replaced, others stay
   */
  public static void write(Evaluation evaluation, Host host, Path directory) throws IOException {
    ReportWriter report = new ReportWriter(evaluation, host);
    String page = report.page();
    Files.createDirectories(directory);
    for (Map.Entry<String, String> plot : report.plots.entrySet()) {
      Files.writeString(directory.resolve(plot.getKey()), plot.getValue());
    }
    Files.writeString(directory.resolve(PAGE), page);
  }

  private String page() {
    String title =
        "Ladder %s, release %s"
            .formatted(evaluation.bundle().ladder().name(), evaluation.bundle().ladder().release());
    html.append("<h1>").append(Markup.escape(title)).append("</h1>\n");
    paragraph(
        "%d variants, %d classes, evaluated on %d images of “%s”. Times are of this host: %s; one thread, variants in turns."
            .formatted(
                evaluation.variants().size(),
                evaluation.bundle().labels().size(),
                evaluation.images(),
                evaluation.dataset(),
                host.description()));
    accuracyAndLatency();
    tables.int8AgainstFp32().ifPresent(this::precisions);
    calibration();
    confusions();
    return HtmlPage.of(title, html.toString());
  }

  private void accuracyAndLatency() {
    heading("Accuracy and latency");
    plot("accuracy-latency.svg", AccuracyLatencyPlot.of(evaluation));
    html.append(tables.variants());
    note("Shaded variants are on the Pareto front: no other is as accurate in no more time.");
  }

  private void precisions(String table) {
    heading("int8 against fp32");
    html.append(table);
  }

  private void calibration() {
    heading("Calibration");
    paragraph(
        "A calibrated network that says 80 % is right 8 times of 10. The expected calibration error"
            + " (ECE, 15 bins) is the mean distance from that. The temperature T, which divides the"
            + " logits, is fitted on one random half of the images and tested on the other.");
    paragraph(
        "Bars: accuracy of the images in a bin of confidence; red above a bar: too sure by that"
            + " much; dark within a bar: too modest. Green: the tested half with T, larger where"
            + " there are more images. Few images leave an ECE by chance even where a network is"
            + " calibrated perfectly; the table tells how much.");
    html.append("<div class=\"plots\">\n");
    for (VariantEvaluation variant : diagrams()) {
      plot(
          "reliability-%s.svg".formatted(VariantNames.file(variant.variant())),
          ReliabilityPlot.of(variant, names));
    }
    html.append("</div>\n");
    html.append(tables.calibration());
  }

  private void confusions() {
    heading("Confusions");
    for (VariantEvaluation variant : narrowestAndWidest()) {
      String name = names.variant(variant.variant());
      if (evaluation.bundle().labels().size() <= ConfusionPlot.MOST_CLASSES) {
        plot(
            "confusion-%s.svg".formatted(VariantNames.file(variant.variant())),
            ConfusionPlot.of(evaluation.confusions(variant), evaluation.bundle().labels(), name));
      } else {
        html.append("<h3>Most confused classes, ").append(Markup.escape(name)).append("</h3>\n");
        html.append(tables.mostConfused(variant));
      }
    }
  }

  /** The front, thinned out evenly with both its ends. */
  private List<VariantEvaluation> diagrams() {
    List<VariantEvaluation> front = evaluation.paretoFront();
    int count = Math.min(MOST_DIAGRAMS, front.size());
    Set<VariantEvaluation> chosen = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      chosen.add(front.get(count == 1 ? 0 : i * (front.size() - 1) / (count - 1)));
    }
    return List.copyOf(chosen);
  }

  private Set<VariantEvaluation> narrowestAndWidest() {
    Comparator<VariantEvaluation> bySize =
        Comparator.comparing(
            VariantEvaluation::variant,
            Comparator.comparingLong(VariantSpec::multiplyAdds)
                .thenComparing(VariantSpec::precision));
    Set<VariantEvaluation> ends = new LinkedHashSet<>();
    ends.add(evaluation.variants().stream().min(bySize).orElseThrow());
    ends.add(evaluation.variants().stream().max(bySize).orElseThrow());
    return ends;
  }

  private void plot(String file, String svg) {
    plots.put(file, svg);
    html.append("<figure>").append(svg).append("</figure>\n");
  }

  private void heading(String text) {
    html.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
  }

  private void paragraph(String text) {
    html.append("<p>").append(Markup.escape(text)).append("</p>\n");
  }

  private void note(String text) {
    html.append("<p class=\"note\">").append(Markup.escape(text)).append("</p>\n");
  }
}
