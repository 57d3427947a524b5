package io.widthwise.ingest.source.mcap;

/**
 * One topic of a recording.
 *
 * @param topic name of the topic
 * @param messageEncoding how its messages are serialised, for example {@code cdr}
 * @param schemaName type of its messages, for example {@code sensor_msgs/msg/Image}; empty if the
 *     channel has no schema
 */
public record McapChannel(String topic, String messageEncoding, String schemaName) {}
