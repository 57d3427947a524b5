package io.widthwise.deploy.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * Makes spans of results, after the fact: {@code frame}, a child of the span that sent the frame,
 * and below it one for each station. For one thread only, as its ids are.
 */
final class FrameTracer {
  static final String FRAME = "frame";

  private final Tracer tracer;
  private final FrameIds ids;

  FrameTracer(Tracer tracer, FrameIds ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  /**
   * Makes the spans, if the sampler wants the frame's trace.
   *
   * @param sender context of the span that sent the frame; the root context begins a trace
   * @return whether the sampler wanted it
   */
  boolean trace(Placed placed, Context sender) {
    FrameResult result = placed.result();
    List<Station> stations = Station.of(placed);
    ids.next(result.getFrameId(), FRAME);
    Span frame =
        tracer
            .spanBuilder(FRAME)
            .setParent(sender)
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(result.getTimings().getCaptured())
            .setAllAttributes(FrameAttributes.ofFrame(placed))
            .startSpan();
    if (!frame.getSpanContext().isSampled()) {
      return false;
    }
    if (result.getOutcome() == Outcome.REJECTED) {
      frame.setStatus(StatusCode.ERROR, result.getReason() == null ? "" : result.getReason());
    }
    Context parent = sender.with(frame);
    stations.forEach(station -> trace(placed, station, parent));
    frame.end(end(result, stations));
    return true;
  }

  private void trace(Placed placed, Station station, Context parent) {
    ids.next(placed.result().getFrameId(), station.name());
    tracer
        .spanBuilder(station.name())
        .setParent(parent)
        .setSpanKind(station.name().equals(Station.DELIVER) ? SpanKind.PRODUCER : SpanKind.INTERNAL)
        .setStartTimestamp(station.from())
        .setAllAttributes(FrameAttributes.ofStation(placed, station))
        .startSpan()
        .end(station.to());
  }

  /** Whatever the clocks say, a frame ends no sooner than its stations. */
  private static Instant end(FrameResult result, List<Station> stations) {
    Instant end = result.getTimings().getFinished();
    for (Station station : stations) {
      end = station.to().isAfter(end) ? station.to() : end;
    }
    return end;
  }
}
