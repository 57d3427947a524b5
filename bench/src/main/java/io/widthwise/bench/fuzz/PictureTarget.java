package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.ImageIoFrameDecoder;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import io.widthwise.schemas.check.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** The inspection and behind it both decoders, with the limits of production. */
final class PictureTarget implements FuzzTarget {
  private static final int SIDE = 64;
  private static final Resize CROP = new Resize(Fit.CENTRE_CROP, 0.875);

  /** Two copies of the largest picture, with the four channels of 16 bits that a PNG may have. */
  private static final long MAX_ALLOCATED = FrameLimits.DEFAULT.maxPixels() * 8 * 2 + (64L << 20);

  private final FrameEncoding encoding;
  private final List<byte[]> seeds;
  private final List<byte[]> dictionary;
  private final FrameInspector inspector = new FrameInspector(FrameLimits.DEFAULT);
  private final FrameDecoder openCv = new OpenCvFrameDecoder();
  private final FrameDecoder imageIo = new ImageIoFrameDecoder();
  private final ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
  private boolean crop;

  private PictureTarget(FrameEncoding encoding, List<byte[]> seeds, List<byte[]> dictionary) {
    this.encoding = encoding;
    this.seeds = seeds;
    this.dictionary = dictionary;
  }

  static PictureTarget jpeg() throws IOException {
    return new PictureTarget(
        FrameEncoding.JPEG,
        PictureSeeds.jpegs(),
        List.of(
            new byte[] {(byte) 0xFF, (byte) 0xD8},
            new byte[] {(byte) 0xFF, (byte) 0xD9},
            new byte[] {(byte) 0xFF, (byte) 0xC4, 0, 4, 0, 0},
            new byte[] {(byte) 0xFF, (byte) 0xC2},
            new byte[] {(byte) 0xFF, (byte) 0xDD, 0, 4, 0, 1},
            new byte[] {(byte) 0xFF, (byte) 0xD0},
            new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0},
            new byte[] {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e'},
            new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 8, 'E', 'x', 'i', 'f', 0, 0}));
  }

  static PictureTarget png() throws IOException {
    return new PictureTarget(
        FrameEncoding.PNG,
        PictureSeeds.pngs(),
        List.of(
            "IHDR".getBytes(ISO_8859_1),
            "IDAT".getBytes(ISO_8859_1),
            "IEND".getBytes(ISO_8859_1),
            "PLTE".getBytes(ISO_8859_1),
            "tRNS".getBytes(ISO_8859_1),
            "acTL".getBytes(ISO_8859_1),
            "fcTL".getBytes(ISO_8859_1),
            "iCCP".getBytes(ISO_8859_1),
            "zTXt".getBytes(ISO_8859_1),
            "eXIf".getBytes(ISO_8859_1),
            new byte[] {0x78, (byte) 0x9C},
            new byte[] {0, 0, 0, 0, 'I', 'D', 'A', 'T', 0x35, (byte) 0xAF, 6, 0x1E}));
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<byte[]> dictionary() {
    return dictionary;
  }

  @Override
  public void repair(byte[] bytes) {
    if (encoding != FrameEncoding.PNG) {
      return;
    }
    ByteBuffer chunks = ByteBuffer.wrap(bytes);
    long at = 8;
    while (at + 12 <= bytes.length) {
      long length = chunks.getInt((int) at) & 0xFFFFFFFFL;
      if (at + 12 + length > bytes.length) {
        return;
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes, (int) at + 4, (int) length + 4);
      chunks.putInt((int) (at + 8 + length), (int) checksum.getValue());
      at += 12 + length;
    }
  }

  @Override
  public Verdict read(byte[] bytes) {
    Frame frame = frame(bytes);
    Optional<Violation> violation = inspector.inspect(frame);
    if (violation.isPresent()) {
      return Verdict.of(violation.get().code());
    }
    crop = !crop;
    boolean decoded = decode(openCv, frame);
    decode(imageIo, frame);
    return decoded ? Verdict.ACCEPTED : Verdict.UNDECODABLE_IMAGE;
  }

  private boolean decode(FrameDecoder decoder, Frame frame) {
    try {
      decoder.decode(frame, SIDE, crop ? CROP : Resize.WHOLE, target);
      return true;
    } catch (UndecodableImageException e) {
      return false;
    }
  }

  /** An envelope that tells the truth, so that it is the picture which is tried. */
  private Frame frame(byte[] bytes) {
    int width = 1;
    int height = 1;
    try {
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(bytes));
      width = header.width();
      height = header.height();
    } catch (MalformedImageException e) {
      // The inspection says so too.
      width = 1;
    }
    return Frame.newBuilder()
        .setFrameId("fuzz/0/0")
        .setCameraId("fuzz")
        .setSequence(0)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(encoding)
        .setWidth(width)
        .setHeight(height)
        .setPayload(ByteBuffer.wrap(bytes))
        .build();
  }

  @Override
  public long maxAllocatedBytes() {
    return MAX_ALLOCATED;
  }

  @Override
  public void close() {
    openCv.close();
    imageIo.close();
  }
}
