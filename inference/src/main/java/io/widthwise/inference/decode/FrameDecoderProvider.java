package io.widthwise.inference.decode;

import io.widthwise.schemas.check.FrameLimits;

/**
 * Makes decoders; one that is registered with {@link java.util.ServiceLoader} takes the place of
 * {@link OpenCvFrameDecoder} in lanes, for hosts that decode in hardware for example.
 */
public interface FrameDecoderProvider {
  /**
   * Makes a decoder for one lane.
   *
   * @param limits what it may take
   */
  FrameDecoder open(FrameLimits limits);
}
