package io.widthwise.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.widthwise.ingest.admission.AdmissionStats;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class AdmissionMetricsTest {
  private final Map<MetricName, Metric> streams =
      Map.of(
          overdue(), metric(overdue(), 5.0),
          lag(), metric(lag(), 12.0),
          unknownLag(), metric(unknownLag(), Double.NaN));

  @Test
  void prometheusGetsWhatAdmissionCounted() throws Exception {
    AdmissionMetrics metrics =
        new AdmissionMetrics(
            () -> new AdmissionStats(7, 3, 0, 0), () -> Map.of("gate-1", 7L), () -> streams);
    String text;
    try (HTTPServer server = metrics.serve(0)) {
      URI address = URI.create("http://127.0.0.1:%d/metrics".formatted(server.getPort()));
      text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
              .body();
    }

    assertThat(text.lines())
        .contains(
            "widthwise_admission_admitted_frames_total{camera=\"gate-1\"} 7.0",
            "widthwise_admission_dropped_frames_total{camera=\"gate-1\",reason=\"overdue\",task=\"0_1\"}"
                + " 5.0",
            "widthwise_admission_quarantined_messages_total 3.0",
            "widthwise_admission_lag_records 12.0");
  }

  private static MetricName overdue() {
    return new MetricName(
        "overdue-total",
        "stream-admission-metrics",
        "",
        Map.of("admission-id", "gate-1", "task-id", "0_1"));
  }

  private static MetricName lag() {
    return new MetricName(
        "records-lag-max", "consumer-fetch-manager-metrics", "", Map.of("client-id", "a"));
  }

  private static MetricName unknownLag() {
    return new MetricName(
        "records-lag-max", "consumer-fetch-manager-metrics", "", Map.of("client-id", "b"));
  }

  private static Metric metric(MetricName name, double value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return name;
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}
