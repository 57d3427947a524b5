package io.widthwise.ingest.service;

import java.time.Instant;
import java.util.Optional;

/**
 * How a camera does.
 *
 * @param id camera id
 * @param source its source, without login
 * @param state where it is in its life
 * @param lastError why it was lost, if ever
 * @param lastErrorTime when that was
 * @param frames frames that the broker acknowledged
 * @param bytes payload bytes of those frames
 * @param dropped live frames that were lost since the broker took none, or that came over the rate
 * @param lastFrameTime when the broker last acknowledged a frame
 * @param attempts times that it was connected to
 */
public record CameraStatus(
    String id,
    String source,
    CameraState state,
    Optional<String> lastError,
    Optional<Instant> lastErrorTime,
    long frames,
    long bytes,
    long dropped,
    Optional<Instant> lastFrameTime,
    long attempts) {}
