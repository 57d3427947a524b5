package io.widthwise.inference.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A native copy of the payload at hand, in memory that grows to the largest payload seen. */
final class NativeBytes implements AutoCloseable {
  /**
   * Bytes that libjpeg-turbo reads ahead of the bits it needs. Exactly so many follow the coded
   * data in place of its end marker, see {@link #zeroFrom}.
   */
  private static final int READ_AHEAD = 8;

  private BytePointer memory = new BytePointer(1 << 18);
  private ByteBuffer view = memory.asByteBuffer();
  private int length;

  void put(ByteBuffer payload) {
    length = payload.remaining();
    if (length + READ_AHEAD > view.capacity()) {
      memory.close();
      memory = new BytePointer(Math.max(length + READ_AHEAD, 2L * view.capacity()));
      view = memory.asByteBuffer();
    }
    view.put(0, payload, payload.position(), length);
  }

  /**
   * Replaces all from {@code end}, the end-of-image marker of a JPEG of one scan, by a few zeros.
   *
   * <p>Where coded data ends too early at a marker, libjpeg paints the rest grey and calls it a
   * warning, which OpenCV does not report. Where it ends without a marker, libjpeg asks for more
   * input, gets none, and OpenCV reports a failure. So without its marker a picture whose end is
   * missing is told from a whole one, up to the few blocks that the zeros may decode to.
   */
  void zeroFrom(int end) {
    for (int i = end; i < end + READ_AHEAD; i++) {
      view.put(i, (byte) 0);
    }
    length = end + READ_AHEAD;
  }

  /** A matrix header over the bytes, one row. */
  Mat row() {
    return new Mat(1, length, CV_8UC1, memory);
  }

  /** A matrix header over the bytes, a raw picture. */
  Mat picture(int width, int height, int type) {
    return new Mat(height, width, type, memory);
  }

  /** A matrix header over the caller's direct buffer, {@code side x side} colour pixels. */
  static Mat matOver(ByteBuffer target, int side) {
    try (BytePointer pixels = new BytePointer(target.duplicate().clear())) {
      return new Mat(side, side, CV_8UC3, pixels);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
