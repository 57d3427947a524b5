package io.widthwise.schemas.check;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Size and completeness of a JPEG or PNG, told from its markers without decoding a pixel.
 *
 * <p>Image libraries read the size alike, but decode what is there of a truncated file and call it
 * a picture; this reader also follows the file to its end marker. It allocates nothing that depends
 * on what the file claims.
 *
 * @param encoding {@link FrameEncoding#JPEG} or {@link FrameEncoding#PNG}
 * @param width pixels
 * @param height pixels
 */
public record ImageHeader(FrameEncoding encoding, int width, int height) {

  /**
   * Reads the header of {@code payload} from its position to its limit, both left unchanged.
   *
   * @throws MalformedImageException if this is neither a whole JPEG nor a whole PNG
   */
  public static ImageHeader read(ByteBuffer payload) throws MalformedImageException {
    ByteBuffer bytes = payload.slice();
    if (JpegMarkers.isJpeg(bytes)) {
      return JpegMarkers.read(bytes);
    }
    if (PngChunks.isPng(bytes)) {
      return PngChunks.read(bytes);
    }
    byte[] start = new byte[Math.min(8, bytes.remaining())];
    bytes.get(0, start);
    throw new MalformedImageException(
        bytes.remaining() == 0
            ? "the payload is empty"
            : "neither a JPEG nor a PNG begins with " + HexFormat.of().formatHex(start));
  }
}
