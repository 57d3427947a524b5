package io.widthwise.deploy.traces;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The trace context of whoever sent a frame, as the headers of its result have it.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class Senders implements TextMapGetter<Headers> {

  /** The context that the headers carry; the root context if they carry none that is sound. */
  Context of(Headers headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, this);
  }

  @Override
  public String get(Headers headers, String name) {
    Header header = headers == null ? null : headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.US_ASCII);
  }
}
