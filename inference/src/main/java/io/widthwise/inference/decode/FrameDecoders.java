package io.widthwise.inference.decode;

import io.widthwise.schemas.check.FrameLimits;
import java.util.ServiceLoader;

/** Makes the decoder that lanes use. */
public final class FrameDecoders {
  private FrameDecoders() {}

  /**
   * Makes a decoder of the first {@link FrameDecoderProvider} on the class path, else OpenCV's.
   *
   * @throws io.widthwise.inference.NativeLibraryException if its libraries cannot be loaded
   */
  public static FrameDecoder open(FrameLimits limits) {
    return ServiceLoader.load(FrameDecoderProvider.class, FrameDecoders.class.getClassLoader())
        .findFirst()
        .map(provider -> provider.open(limits))
        .orElseGet(() -> new OpenCvFrameDecoder(limits));
  }
}
