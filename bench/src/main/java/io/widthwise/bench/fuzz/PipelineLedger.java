package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Counts what became of the frames of one run, by the cameras that it made up. */
final class PipelineLedger {
  private static final String FRAME_ID = "frame-id";

  private final String damaged;
  private final String healthy;
  private final String rawTopic;
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
  private final Set<String> refusedPositions = new HashSet<>();
  private final Set<String> quarantinedByJob = new HashSet<>();
  private final Map<String, String> admitted = new HashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Outcome> healthyOutcomes = new HashMap<>();
  private int repeats;

  /**
   * @param damaged what the keys of damaged frames begin with
   * @param healthy what the keys of sound ones begin with
   */
  PipelineLedger(String damaged, String healthy, String rawTopic) {
    this.damaged = damaged;
    this.healthy = healthy;
    this.rawTopic = rawTopic;
  }

  void frame(ConsumerRecord<String, byte[]> message) {
    if (isDamaged(message)) {
      admitted.put(header(message, FRAME_ID), position(message));
    }
  }

  void quarantined(ConsumerRecord<String, byte[]> message) {
    if (!isDamaged(message) || header(message, QuarantineNote.REASON).isBlank()) {
      return;
    }
    String from =
        header(message, QuarantineNote.TOPIC)
            + "-"
            + header(message, QuarantineNote.PARTITION)
            + "@"
            + header(message, QuarantineNote.OFFSET);
    (from.startsWith(rawTopic) ? refusedPositions : quarantinedByJob).add(from);
  }

  void result(ConsumerRecord<String, byte[]> message) throws UndecodableMessageException {
    boolean isHealthy = message.key() != null && message.key().startsWith(healthy);
    if (!isDamaged(message) && !isHealthy) {
      return;
    }
    FrameResult result = codec.decode(message.value());
    Map<String, Outcome> counted = isHealthy ? healthyOutcomes : outcomes;
    if (counted.putIfAbsent(result.getFrameId(), result.getOutcome()) != null) {
      repeats++;
    }
  }

  private boolean isDamaged(ConsumerRecord<String, byte[]> message) {
    return message.key() != null && message.key().startsWith(damaged);
  }

  private static String position(ConsumerRecord<?, ?> message) {
    return message.topic() + "-" + message.partition() + "@" + message.offset();
  }

  private static String header(ConsumerRecord<?, ?> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  int admitted() {
    return admitted.size();
  }

  int refused() {
    return refusedPositions.size();
  }

  int withoutOutcome() {
    return (int) admitted.keySet().stream().filter(id -> !outcomes.containsKey(id)).count();
  }

  int rejectedNotInQuarantine() {
    return (int)
        outcomes.entrySet().stream()
            .filter(each -> each.getValue() == Outcome.REJECTED)
            .filter(each -> !quarantinedByJob.contains(admitted.get(each.getKey())))
            .count();
  }

  int repeats() {
    return repeats;
  }

  int healthyAnswered() {
    return healthyOutcomes.size();
  }

  Map<String, Integer> outcomes() {
    return counts(outcomes);
  }

  Map<String, Integer> healthyOutcomes() {
    return counts(healthyOutcomes);
  }

  private static Map<String, Integer> counts(Map<String, Outcome> outcomes) {
    Map<String, Integer> counts = new TreeMap<>();
    outcomes.values().forEach(outcome -> counts.merge(outcome.name(), 1, Integer::sum));
    return counts;
  }
}
