package io.widthwise.deploy.traces;

import static io.widthwise.deploy.account.Results.CAPTURED;
import static io.widthwise.deploy.traces.TracedResults.NOT_SAMPLED;
import static io.widthwise.deploy.traces.TracedResults.SAMPLED;
import static io.widthwise.deploy.traces.TracedResults.SENDER;
import static io.widthwise.deploy.traces.TracedResults.TRACE;
import static io.widthwise.deploy.traces.TracedResults.classified;
import static io.widthwise.deploy.traces.TracedResults.placed;
import static io.widthwise.deploy.traces.TracedResults.sender;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.widthwise.deploy.account.Results;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTracerTest {
  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final FrameTracer tracer = tracer(Sampler.alwaysOff());

  private FrameTracer tracer(Sampler newTraces) {
    FrameIds ids = new FrameIds();
    return new FrameTracer(
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(newTraces))
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build()
            .get("test"),
        ids);
  }

  private SpanData span(String name) {
    return exported.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() {
    return exported.getFinishedSpanItems().stream().map(SpanData::getName).toList();
  }

  @Test
  void theFrameIsAChildOfTheSpanThatSentItAndTheStationsAreItsChildren() {
    assertThat(tracer.trace(placed(classified("f")), sender(SAMPLED))).isTrue();

    SpanData frame = span("frame");
    assertThat(frame.getTraceId()).isEqualTo(TRACE);
    assertThat(frame.getParentSpanId()).isEqualTo(SENDER);
    assertThat(names())
        .containsExactly("admission", "queue", "lane", "classify", "deliver", "frame");
    assertThat(exported.getFinishedSpanItems())
        .filteredOn(span -> !span.getName().equals("frame"))
        .allSatisfy(
            span -> {
              assertThat(span.getTraceId()).isEqualTo(TRACE);
              assertThat(span.getParentSpanId()).isEqualTo(frame.getSpanId());
            });
  }

  @Test
  void spansHaveTheTimesOfTheStations() {
    tracer.trace(placed(classified("f")), sender(SAMPLED));

    assertTimes("frame", 0, 12);
    assertTimes("admission", 0, 2);
    assertTimes("queue", 2, 3);
    assertTimes("lane", 3, 6);
    assertTimes("classify", 6, 10);
    assertTimes("deliver", 10, 12);
  }

  private void assertTimes(String name, int fromMillis, int toMillis) {
    SpanData span = span(name);
    assertThat(span.getStartEpochNanos()).as(name).isEqualTo(nanos(fromMillis));
    assertThat(span.getEndEpochNanos()).as(name).isEqualTo(nanos(toMillis));
  }

  private static long nanos(int millis) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, CAPTURED.plusMillis(millis));
  }

  @Test
  void attributesTellFrameOutcomeAndWhereTheResultLies() {
    tracer.trace(placed(classified("f")), sender(SAMPLED));

    SpanData frame = span("frame");
    assertThat(frame.getAttributes().asMap())
        .containsEntry(FrameAttributes.CAMERA, "gate")
        .containsEntry(FrameAttributes.FRAME, "f")
        .containsEntry(FrameAttributes.SEQUENCE, 7L)
        .containsEntry(FrameAttributes.OUTCOME, "CLASSIFIED")
        .containsEntry(FrameAttributes.VARIANT, "0.5@160/int8")
        .containsEntry(FrameAttributes.RESULT, "widthwise.results-3@42")
        .containsEntry(AttributeKey.stringKey("messaging.system"), "kafka")
        .containsEntry(FrameAttributes.TOPIC, "widthwise.results")
        .containsEntry(FrameAttributes.PARTITION, "3")
        .containsEntry(FrameAttributes.OFFSET, 42L)
        .doesNotContainKey(FrameAttributes.REASON);
    assertThat(frame.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(frame.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span("deliver").getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span("queue").getAttributes().get(FrameAttributes.FRAME)).isEqualTo("f");
  }

  @Test
  void stationsWithoutTimesAreLeftOutAndARejectedFrameIsAnError() {
    FrameResult rejected = Results.unlabelled("f", Outcome.REJECTED, "it is no JPEG");
    tracer.trace(
        new Placed(rejected, "widthwise.results", 0, 1, Optional.empty()), sender(SAMPLED));

    assertThat(names()).containsExactly("admission", "frame");
    assertThat(span("frame").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("frame").getStatus().getDescription()).isEqualTo("it is no JPEG");
    assertThat(span("frame").getAttributes().get(FrameAttributes.REASON))
        .isEqualTo("it is no JPEG");
  }

  @Test
  void aShedFrameIsNoError() {
    tracer.trace(
        placed(Results.unlabelled("f", Outcome.SHED, "its deadline had passed")), sender(SAMPLED));

    assertThat(span("frame").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void clocksThatDisagreeMakeNoSpanThatEndsBeforeItBegins() {
    FrameResult result = classified("f");
    result.getTimings().setAdmitted(CAPTURED.minusNanos(123_000));

    tracer.trace(placed(result), sender(SAMPLED));

    SpanData admission = span("admission");
    assertThat(admission.getEndEpochNanos()).isEqualTo(admission.getStartEpochNanos());
  }

  @Test
  void aRepeatedResultRepeatsItsIdsAndAnotherFrameHasOthers() {
    tracer.trace(placed(classified("f")), sender(SAMPLED));
    List<String> first = ids();
    exported.reset();
    tracer.trace(placed(classified("f")), sender(SAMPLED));
    List<String> repeat = ids();
    exported.reset();
    tracer.trace(placed(classified("g")), sender(SAMPLED));

    assertThat(first).doesNotHaveDuplicates().isEqualTo(repeat).doesNotContainAnyElementsOf(ids());
  }

  private List<String> ids() {
    return exported.getFinishedSpanItems().stream().map(SpanData::getSpanId).toList();
  }

  @Test
  void aSenderThatDoesNotSampleOrTraceIsLeftAlone() {
    assertThat(tracer.trace(placed(classified("f")), sender(NOT_SAMPLED))).isFalse();
    assertThat(tracer.trace(placed(classified("f")), sender("00-not-a-trace"))).isFalse();
    assertThat(tracer.trace(placed(classified("f")), Context.root())).isFalse();

    assertThat(exported.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void allBeginsATraceForFramesWithoutOneButLeavesASendersDecision() {
    FrameTracer all = tracer(Sampler.alwaysOn());
    all.trace(placed(classified("f")), sender(NOT_SAMPLED));
    assertThat(exported.getFinishedSpanItems()).isEmpty();

    all.trace(placed(classified("f")), Context.root());

    assertThat(span("frame").getParentSpanContext().isValid()).isFalse();
    assertThat(exported.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .hasSize(6)
        .containsOnly(span("frame").getTraceId());
  }

  @Test
  void aShareOfNewTracesIsAlwaysOfTheSameFrames() {
    FrameTracer some = tracer(Sampler.traceIdRatioBased(0.1));
    List<Integer> first = traced(some);

    assertThat(first).hasSizeBetween(60, 140).isEqualTo(traced(some));
  }

  private static List<Integer> traced(FrameTracer tracer) {
    return IntStream.range(0, 1_000)
        .filter(i -> tracer.trace(placed(classified("frame-" + i)), Context.root()))
        .boxed()
        .toList();
  }
}
