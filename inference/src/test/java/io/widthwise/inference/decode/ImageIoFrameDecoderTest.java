package io.widthwise.inference.decode;

import io.widthwise.schemas.check.FrameLimits;

class ImageIoFrameDecoderTest extends FrameDecoderContract {
  @Override
  FrameDecoder open(FrameLimits limits) {
    return new ImageIoFrameDecoder(limits);
  }
}
