package io.widthwise.deploy.traces;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.util.Collection;

/** Tells a tally what became of each batch. */
final class TalliedExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final ExportTally tally;
  private final WaitingSpans waiting;

  TalliedExporter(SpanExporter exporter, ExportTally tally, WaitingSpans waiting) {
    this.exporter = exporter;
    this.tally = tally;
    this.waiting = waiting;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size(); // the collection is used again for the next batch
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          waiting.gone(count);
          if (result.isSuccess()) {
            tally.exported(count);
          } else {
            tally.failed(count, reason(result.getFailureThrowable()));
          }
        });
  }

  private static String reason(Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return "it answers HTTP %d %s"
          .formatted(http.getResponse().getStatusCode(), http.getResponse().getStatusMessage())
          .strip();
    }
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && !(cause instanceof ConnectException)) {
      cause = cause.getCause();
    }
    if (cause == null) {
      return "no reason is known";
    }
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
