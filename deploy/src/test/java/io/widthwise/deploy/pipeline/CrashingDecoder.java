package io.widthwise.deploy.pipeline;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.FrameDecoderProvider;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.FrameLimits;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import sun.misc.Unsafe;

/** OpenCV's decoder with a fault in native code: one kind of frame makes it write to address 0. */
public final class CrashingDecoder implements FrameDecoder {
  static final String POISON = "poison";

  private final FrameDecoder decoder;

  private CrashingDecoder(FrameDecoder decoder) {
    this.decoder = decoder;
  }

  /** Registered in the jar that the test submits. */
  public static final class Provider implements FrameDecoderProvider {
    @Override
    public FrameDecoder open(FrameLimits limits) {
      return new CrashingDecoder(new OpenCvFrameDecoder(limits));
    }
  }

  @Override
  public void decode(Frame frame, int side, Resize resize, ByteBuffer target)
      throws UndecodableImageException {
    if (frame.getAttributes().containsKey(POISON)) {
      crash();
    }
    decoder.decode(frame, side, resize, target);
  }

  private static void crash() {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      ((Unsafe) field.get(null)).putAddress(0, 0);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
