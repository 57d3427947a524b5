package io.widthwise.console.follow;

/**
 * A camera's picture.
 *
 * @param frameId the frame that it is of
 * @param sequence that frame's position in the camera's stream
 * @param contentType {@code image/jpeg} or {@code image/png}
 * @param bytes the picture, as the camera sent it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy would cost megabytes
public record Picture(String frameId, long sequence, String contentType, byte[] bytes) {}
