package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.schemas.Frame;
import java.nio.ByteBuffer;

/**
 * Turns a frame into a network's input. Not thread-safe: a lane has its own, which reuses its
 * buffers.
 *
 * <p>Every implementation keeps this contract:
 *
 * <ul>
 *   <li>The result is uint8, rows of interleaved red, green, blue: {@code [side, side, 3]}.
 *   <li>Scaling is linear, or by area where the picture is shrunk a lot; see {@link Shrink}.
 *   <li>EXIF orientation is ignored: a frame is what its camera's sensor saw.
 *   <li>Grey pictures give three equal channels; alpha is dropped without blending; of 16-bit
 *       samples the high byte counts.
 *   <li>The payload is read from its position to its limit, both left unchanged; it may be a heap
 *       buffer (with any array offset), direct, or read-only.
 *   <li>The same frame gives the same pixels, whatever was decoded before it.
 * </ul>
 */
public interface FrameDecoder extends AutoCloseable {
  /**
   * Decodes {@code frame} into {@code target}.
   *
   * @param side of the square wanted, pixels
   * @param resize what part of the picture is wanted
   * @param target direct buffer of at least {@code side * side * 3} bytes, written from index 0;
   *     position and limit are neither used nor changed
   * @throws UndecodableImageException if the payload is not a whole picture of the frame's encoding
   *     or larger than this decoder's limits; what {@code target} holds then is undefined
   */
  void decode(Frame frame, int side, Resize resize, ByteBuffer target)
      throws UndecodableImageException;

  /** Frees buffers; closing twice is harmless. */
  @Override
  void close();
}
