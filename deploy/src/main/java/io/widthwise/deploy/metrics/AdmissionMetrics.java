package io.widthwise.deploy.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.widthwise.ingest.admission.AdmissionStats;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What admission counts, for Prometheus to fetch; docs/metrics.md lists it. Read from the running
 * service at each scrape.
 */
public final class AdmissionMetrics implements MultiCollector {
  private static final String DROPS_GROUP = "stream-admission-metrics";
  private static final String TOTAL = "-total";
  private static final String CAMERA_TAG = "admission-id";
  private static final String LAG = "records-lag-max";

  private final Supplier<AdmissionStats> stats;
  private final Supplier<Map<String, Long>> admittedByCamera;
  private final Supplier<Map<MetricName, ? extends Metric>> streams;

  /**
   * @param stats counts of the whole instance
   * @param admittedByCamera frames admitted of each camera
   * @param streams metrics of Kafka Streams
   */
  public AdmissionMetrics(
      Supplier<AdmissionStats> stats,
      Supplier<Map<String, Long>> admittedByCamera,
      Supplier<Map<MetricName, ? extends Metric>> streams) {
    this.stats = stats;
    this.admittedByCamera = admittedByCamera;
    this.streams = streams;
  }

  /**
   * Serves them at {@code /metrics} until the server is closed.
   *
   * @throws IOException if the port is taken
   */
  public HTTPServer serve(int port) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(this);
    return HTTPServer.builder().port(port).registry(registry).buildAndStart();
  }

  @Override
  public MetricSnapshots collect() {
    AdmissionStats now = stats.get();
    CounterSnapshot.Builder admitted =
        counter("widthwise_admission_admitted_frames", "Frames admitted, by camera.");
    admittedByCamera
        .get()
        .forEach((camera, count) -> admitted.dataPoint(point(Labels.of("camera", camera), count)));
    CounterSnapshot.Builder dropped =
        counter(
            "widthwise_admission_dropped_frames",
            "Frames that lost their picture or were not admitted, by camera and reason.");
    double lag = 0;
    for (Metric metric : streams.get().values()) {
      MetricName name = metric.metricName();
      if (name.group().equals(DROPS_GROUP) && name.name().endsWith(TOTAL)) {
        String reason = name.name().substring(0, name.name().length() - TOTAL.length());
        dropped.dataPoint(
            point(
                Labels.of(
                    "camera", name.tags().getOrDefault(CAMERA_TAG, ""),
                    "reason", reason,
                    "task", name.tags().getOrDefault("task-id", "")),
                number(metric)));
      } else if (name.name().equals(LAG) && !name.tags().containsKey("partition")) {
        lag = Math.max(lag, number(metric));
      }
    }
    return MetricSnapshots.of(
        admitted.build(),
        dropped.build(),
        counter("widthwise_admission_quarantined_messages", "Messages refused.")
            .dataPoint(point(Labels.EMPTY, now.quarantined()))
            .build(),
        GaugeSnapshot.builder()
            .name("widthwise_admission_lag_records")
            .help("Most messages that wait in one partition of a raw topic.")
            .dataPoint(GaugeDataPointSnapshot.builder().value(lag).build())
            .build());
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static CounterDataPointSnapshot point(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  /** Kafka has no value yet for what never happened. */
  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number number && Double.isFinite(number.doubleValue())
        ? number.doubleValue()
        : 0;
  }
}
