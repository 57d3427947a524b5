package io.widthwise.deploy.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The way of spans from a tracer to an exporter: batches, made and sent by threads of their own, so
 * that whoever makes spans never waits. Closed, it sends what waits.
 */
final class TraceExport implements AutoCloseable {
  private static final Resource WIDTHWISE =
      Resource.getDefault()
          .merge(
              Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "widthwise")));
  private static final Duration BATCHED_WITHIN = Duration.ofSeconds(1);
  private static final Duration FLUSHED_WITHIN = Duration.ofSeconds(15);

  private final FrameIds ids = new FrameIds();
  private final ExportTally tally;
  private final WaitingSpans waiting;
  private final SdkTracerProvider provider;

  /**
   * @param newTraces decides about frames whose sender does not trace; the decision of a sender
   *     that does holds
   * @param mostWaiting so many spans may wait; more are dropped
   */
  TraceExport(SpanExporter exporter, Sampler newTraces, ExportTally tally, int mostWaiting) {
    this.tally = tally;
    this.waiting = new WaitingSpans(mostWaiting);
    provider =
        SdkTracerProvider.builder()
            .setResource(WIDTHWISE)
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(newTraces))
            .addSpanProcessor(
                new GatedProcessor(
                    BatchSpanProcessor.builder(new TalliedExporter(exporter, tally, waiting))
                        .setScheduleDelay(BATCHED_WITHIN)
                        .setMaxQueueSize(waiting.most())
                        .setMaxExportBatchSize(Math.min(512, waiting.most()))
                        .build(),
                    tally,
                    waiting))
            .build();
  }

  FrameTracer tracer() {
    return new FrameTracer(provider.get("io.widthwise.traces"), ids);
  }

  /** Sends what waits, for some seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(FLUSHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    int left = waiting.count();
    if (left > 0) {
      tally.failed(
          left, "they still waited %d s after the end".formatted(FLUSHED_WITHIN.toSeconds()));
    }
  }
}
