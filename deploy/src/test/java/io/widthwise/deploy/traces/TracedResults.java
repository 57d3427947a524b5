package io.widthwise.deploy.traces;

import static io.widthwise.deploy.account.Results.CAPTURED;

import io.opentelemetry.context.Context;
import io.widthwise.deploy.account.Results;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Results for tests of traces, and who sent their frames. */
final class TracedResults {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String SENDER = "b7ad6b7169203331";
  static final String SAMPLED = "00-" + TRACE + "-" + SENDER + "-01";
  static final String NOT_SAMPLED = "00-" + TRACE + "-" + SENDER + "-00";

  private TracedResults() {}

  /** Passed every station: 2 ms admission, 1 queue, 3 lane, 4 classify. */
  static FrameResult classified(String frameId) {
    FrameResult result = Results.labelled(frameId, Outcome.CLASSIFIED, 10);
    result.getTimings().setDequeued(CAPTURED.plusMillis(3));
    result.getTimings().setStarted(CAPTURED.plusMillis(6));
    return result;
  }

  /** Appended 12 ms after its capture. */
  static Placed placed(FrameResult result) {
    return new Placed(result, "widthwise.results", 3, 42, Optional.of(CAPTURED.plusMillis(12)));
  }

  static Context sender(String traceparent) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    return new Senders().of(headers);
  }
}
