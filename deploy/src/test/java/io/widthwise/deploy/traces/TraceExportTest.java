package io.widthwise.deploy.traces;

import static io.widthwise.deploy.traces.TracedResults.SAMPLED;
import static io.widthwise.deploy.traces.TracedResults.TRACE;
import static io.widthwise.deploy.traces.TracedResults.classified;
import static io.widthwise.deploy.traces.TracedResults.placed;
import static io.widthwise.deploy.traces.TracedResults.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TraceExportTest {
  private final List<String> said = new CopyOnWriteArrayList<>();

  private ExportTally tally(String endpoint) {
    return new ExportTally(endpoint, Clock.systemUTC(), said::add);
  }

  /** Without tries again, which would only take their time. */
  private static SpanExporter exporter(String address) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(address + "/v1/traces")
        .setRetryPolicy(null)
        .build();
  }

  private static TraceExport export(SpanExporter exporter, ExportTally tally) {
    return new TraceExport(exporter, Sampler.alwaysOff(), tally, 1_000);
  }

  @Test
  void closingSendsWhatWaitsAsProtobuf() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver(0, 200)) {
      ExportTally tally = tally(receiver.address());
      try (TraceExport export = export(exporter(receiver.address()), tally)) {
        export.tracer().trace(placed(classified("f")), sender(SAMPLED));
      }

      assertThat(receiver.contentTypes()).containsOnly("application/x-protobuf");
      assertThat(receiver.spans())
          .extracting(Span::getName)
          .containsExactlyInAnyOrder("frame", "admission", "queue", "lane", "classify", "deliver");
      assertThat(receiver.spans())
          .allSatisfy(
              span ->
                  assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                      .isEqualTo(TRACE));
      assertThat(receiver.requests().get(0).getResourceSpans(0).getResource().getAttributesList())
          .anySatisfy(
              attribute -> {
                assertThat(attribute.getKey()).isEqualTo("service.name");
                assertThat(attribute.getValue().getStringValue()).isEqualTo("widthwise");
              });
      assertThat(tally.counts()).isEqualTo("6 spans exported, 0 not taken, 0 dropped");
      assertThat(said).isEmpty();
    }
  }

  @Test
  void anEndpointThatIsDownIsToldAndLaterSpansArriveOnceItIsUp() throws IOException {
    int port = freePort();
    String address = "http://127.0.0.1:" + port;
    ExportTally tally = tally(address);
    try (TraceExport export = export(exporter(address), tally)) {
      FrameTracer tracer = export.tracer();
      tracer.trace(placed(classified("f")), sender(SAMPLED));
      await().until(() -> !said.isEmpty());
      assertThat(said.get(0))
          .startsWith(address + " does not take spans: no connection; check that")
          .endsWith("0 spans exported, 6 not taken, 0 dropped");

      try (OtlpReceiver receiver = new OtlpReceiver(port, 200)) {
        tracer.trace(placed(classified("g")), sender(SAMPLED));
        await().until(() -> receiver.spans().size() == 6);
        await().until(() -> said.size() == 2);
      }
    }
    assertThat(said.get(1)).isEqualTo(address + " takes spans again; " + tally.counts());
  }

  @Test
  void anEndpointThatRefusesIsToldWithItsStatus() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver(0, 404)) {
      ExportTally tally = tally(receiver.address());
      try (TraceExport export = export(exporter(receiver.address()), tally)) {
        export.tracer().trace(placed(classified("f")), sender(SAMPLED));
      }

      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains("does not take spans: it answers HTTP 404");
      assertThat(tally.lost()).isEqualTo(6);
    }
  }

  @Test
  void spansForWhichThereIsNoRoomAreDroppedAndCounted() {
    HangingExporter hanging = new HangingExporter();
    ExportTally tally = tally("http://collector:4318");
    try (TraceExport export = new TraceExport(hanging, Sampler.alwaysOff(), tally, 8)) {
      FrameTracer tracer = export.tracer();
      tracer.trace(placed(classified("f")), sender(SAMPLED));
      tracer.trace(placed(classified("g")), sender(SAMPLED));

      assertThat(tally.lost()).isEqualTo(4);
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).startsWith("spans are dropped");
      hanging.release();
    }
    assertThat(tally.counts()).isEqualTo("8 spans exported, 0 not taken, 4 dropped");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Takes spans and does not answer until released. */
  private static final class HangingExporter implements SpanExporter {
    private final CompletableResultCode answer = new CompletableResultCode();

    void release() {
      answer.succeed();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
