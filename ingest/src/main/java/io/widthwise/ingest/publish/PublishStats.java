package io.widthwise.ingest.publish;

/**
 * What a publisher did so far.
 *
 * @param read frames taken from the source
 * @param published frames that the broker acknowledged
 * @param dropped live frames that were thrown away, oldest first, because the buffer was full
 * @param failed frames that could not be delivered
 * @param bytes payload bytes of the published frames
 */
public record PublishStats(long read, long published, long dropped, long failed, long bytes) {}
