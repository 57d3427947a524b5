package io.widthwise.ingest.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.widthwise.ingest.service.CameraState;
import io.widthwise.ingest.service.CameraStatus;
import io.widthwise.ingest.service.IngestService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** What Prometheus is told; brought up to date when it asks. */
final class IngestMetrics implements AutoCloseable {
  private final IngestService service;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge states;
  private final MultiGauge lastFrames;
  private final Map<String, CameraMeters> meters = new ConcurrentHashMap<>();

  /** The counters of one camera, which read its newest status. */
  private record CameraMeters(
      AtomicReference<CameraStatus> status, List<FunctionCounter> counters) {}

  IngestMetrics(IngestService service, BrokerCheck broker) {
    this.service = service;
    this.states =
        MultiGauge.builder("widthwise.ingest.camera.state")
            .description("1 for the state that a camera is in")
            .register(registry);
    this.lastFrames =
        MultiGauge.builder("widthwise.ingest.last.frame.seconds")
            .description("When the broker last acknowledged a frame, seconds since the epoch")
            .register(registry);
    Gauge.builder("widthwise.ingest.broker.reachable", broker, b -> b.reachable() ? 1 : 0)
        .description("Whether the broker answered when last asked")
        .register(registry);
    Gauge.builder(
            "widthwise.ingest.config.refused", service, s -> s.configError().isPresent() ? 1 : 0)
        .description("Whether the newest configuration cannot be used, so that an older one runs")
        .register(registry);
    FunctionCounter.builder("widthwise.ingest.config.reloads", service, IngestService::reloads)
        .tag("result", "applied")
        .register(registry);
    FunctionCounter.builder(
            "widthwise.ingest.config.reloads", service, IngestService::refusedReloads)
        .tag("result", "refused")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Counts an answer to a posted frame. */
  void posted(int status) {
    registry.counter("widthwise.ingest.posts", "status", Integer.toString(status)).increment();
  }

  /** Everything in Prometheus' text format. */
  synchronized String scrape() {
    List<CameraStatus> cameras = service.statuses();
    List<Row<?>> stateRows = new ArrayList<>();
    List<Row<?>> lastFrameRows = new ArrayList<>();
    for (CameraStatus camera : cameras) {
      meters.computeIfAbsent(camera.id(), id -> register(camera)).status().set(camera);
      for (CameraState state : CameraState.values()) {
        stateRows.add(
            Row.of(
                Tags.of("camera", camera.id(), "state", state.text()),
                camera.state() == state ? 1 : 0));
      }
      camera
          .lastFrameTime()
          .ifPresent(
              time ->
                  lastFrameRows.add(
                      Row.of(Tags.of("camera", camera.id()), time.toEpochMilli() / 1e3)));
    }
    states.register(stateRows, true);
    lastFrames.register(lastFrameRows, true);
    forgetAllBut(cameras.stream().map(CameraStatus::id).toList());
    return registry.scrape();
  }

  private CameraMeters register(CameraStatus camera) {
    AtomicReference<CameraStatus> status = new AtomicReference<>(camera);
    return new CameraMeters(
        status,
        List.of(
            counter("frames", "Frames that the broker acknowledged", status, CameraStatus::frames),
            counter("bytes", "Payload bytes of those frames", status, CameraStatus::bytes),
            counter("dropped", "Frames lost or over the rate", status, CameraStatus::dropped),
            counter("attempts", "Times connected to", status, CameraStatus::attempts)));
  }

  private FunctionCounter counter(
      String name,
      String description,
      AtomicReference<CameraStatus> status,
      ToDoubleFunction<CameraStatus> value) {
    return FunctionCounter.builder(
            "widthwise.ingest." + name, status, s -> value.applyAsDouble(s.get()))
        .description(description)
        .tag("camera", status.get().id())
        .register(registry);
  }

  private void forgetAllBut(List<String> ids) {
    for (String id : List.copyOf(meters.keySet())) {
      if (!ids.contains(id)) {
        meters.remove(id).counters().forEach(registry::remove);
      }
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
