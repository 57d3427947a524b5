package io.widthwise.schemas.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why bytes are in quarantine and where they came from; travels as record headers (UTF-8 text)
 * beside the original key and value.
 *
 * @param code machine-readable reason, for counting
 * @param reason a sentence for people
 * @param topic topic that the bytes were read from
 * @param partition its partition
 * @param offset their offset in it
 * @param exception class name of the exception that told, or an empty string
 */
public record QuarantineNote(
    QuarantineCode code,
    String reason,
    String topic,
    int partition,
    long offset,
    String exception) {
  public static final String CODE = "quarantine.code";
  public static final String REASON = "quarantine.reason";
  public static final String TOPIC = "quarantine.topic";
  public static final String PARTITION = "quarantine.partition";
  public static final String OFFSET = "quarantine.offset";
  public static final String EXCEPTION = "quarantine.exception";

  /** Header of a message sent back from quarantine to the raw topic: an id of that replay. */
  public static final String REPLAY = "quarantine.replay";

  /** Header beside it: where in quarantine the message lay, {@code topic-partition@offset}. */
  public static final String REPLAY_OF = "quarantine.replay-of";

  public QuarantineNote {
    requireNonNull(code, "code");
    requireNonNull(reason, "reason");
    requireNonNull(topic, "topic");
    requireNonNull(exception, "exception");
  }

  /** Returns the headers, in the order in which a person wants to read them. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CODE, code.name());
    headers.put(REASON, reason);
    headers.put(TOPIC, topic);
    headers.put(PARTITION, Integer.toString(partition));
    headers.put(OFFSET, Long.toString(offset));
    if (!exception.isEmpty()) {
      headers.put(EXCEPTION, exception);
    }
    return headers;
  }
}
