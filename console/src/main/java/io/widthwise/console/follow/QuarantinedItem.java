package io.widthwise.console.follow;

import java.util.Map;

/**
 * A message of quarantine, without its bytes.
 *
 * @param id {@code partition@offset} in the quarantine topic, as {@code quarantine show} takes it
 * @param timeMillis when it was put there, milliseconds since the epoch
 * @param camera its camera, if the key is one's name; else empty
 * @param code machine-readable reason
 * @param reason a sentence
 * @param origin where it came from, {@code topic-partition@offset}
 * @param bytes size of its value; -1 if only its headers were kept
 * @param headers all its headers
 */
public record QuarantinedItem(
    String id,
    long timeMillis,
    String camera,
    String code,
    String reason,
    String origin,
    int bytes,
    Map<String, String> headers) {}
