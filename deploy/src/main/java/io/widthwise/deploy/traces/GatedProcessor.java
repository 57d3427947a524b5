package io.widthwise.deploy.traces;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Drops spans for which there is no room before a processor would. A batch processor drops them,
 * too, but tells it only to a meter.
 */
final class GatedProcessor implements SpanProcessor {
  private final SpanProcessor processor;
  private final ExportTally tally;
  private final WaitingSpans waiting;

  GatedProcessor(SpanProcessor processor, ExportTally tally, WaitingSpans waiting) {
    this.processor = processor;
    this.tally = tally;
    this.waiting = waiting;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    processor.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return processor.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.enter()) {
      processor.onEnd(span);
    } else {
      tally.dropped();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return processor.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return processor.forceFlush();
  }
}
