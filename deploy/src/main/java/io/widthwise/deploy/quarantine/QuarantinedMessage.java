package io.widthwise.deploy.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A message of the quarantine topic. */
record QuarantinedMessage(ConsumerRecord<byte[], byte[]> message) {
  private static final SingleObjectCodec<Frame> CODEC = Codecs.frame();
  private static final int MAX_CAMERA_CHARS = 128;

  /** {@code partition@offset} in the quarantine topic: how people name it. */
  String id() {
    return message.partition() + "@" + message.offset();
  }

  Instant time() {
    return Instant.ofEpochMilli(message.timestamp());
  }

  int bytes() {
    return message.value() == null ? 0 : message.value().length;
  }

  String code() {
    return header(QuarantineNote.CODE);
  }

  String reason() {
    return header(QuarantineNote.REASON);
  }

  /** Where it came from, {@code topic-partition@offset}. */
  String origin() {
    return header(QuarantineNote.TOPIC)
        + "-"
        + header(QuarantineNote.PARTITION)
        + "@"
        + header(QuarantineNote.OFFSET);
  }

  /** The last header of that name, or an empty string. */
  String header(String name) {
    return headers().getOrDefault(name, "");
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : message.headers()) {
      headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
    }
    return headers;
  }

  /** The frame, if the bytes are one. */
  Optional<Frame> frame() {
    try {
      return Optional.of(CODEC.decode(message.value()));
    } catch (UndecodableMessageException e) {
      return Optional.empty();
    }
  }

  /** The camera: the key if it is one's name, else what the envelope says, else nothing. */
  Optional<String> camera() {
    if (message.key() != null) {
      String key = new String(message.key(), UTF_8);
      if (key.length() <= MAX_CAMERA_CHARS && key.matches("[A-Za-z0-9._:/-]+")) {
        return Optional.of(key);
      }
    }
    return frame().map(frame -> printable(frame.getCameraId()));
  }

  /** What strangers wrote must not steer a terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "�");
  }
}
