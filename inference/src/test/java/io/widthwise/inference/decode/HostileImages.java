package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A program that damages pictures in thousands of ways, the same on every run. The native decoder
 * must give pixels or a reason for each, and live on; what it says of a whole picture must not
 * change by it. A process of its own, since a native fault takes its process with it, and since
 * libjpeg and libpng print every complaint.
 */
final class HostileImages {
  static final int TRIES = 4_000;
  private static final int SIDE = 32;
  private static final Resize CROP = new Resize(Fit.CENTRE_CROP, 0.875);
  private static final FrameLimits LIMITS = new FrameLimits(1 << 20, 4_096, 1 << 20, 8, 256);

  enum Seed {
    BASELINE(FrameEncoding.JPEG),
    PROGRESSIVE(FrameEncoding.JPEG),
    PNG(FrameEncoding.PNG);

    private final FrameEncoding encoding;

    Seed(FrameEncoding encoding) {
      this.encoding = encoding;
    }

    byte[] bytes() throws IOException {
      byte[] jpeg = TestFrames.encode(TestFrames.scene(97, 61), "jpg");
      return switch (this) {
        case BASELINE -> jpeg;
        case PROGRESSIVE -> JpegBytes.progressive(jpeg);
        case PNG -> TestFrames.encode(TestFrames.scene(41, 29), "png");
      };
    }
  }

  private HostileImages() {}

  /** Prints how many of how many were refused; the argument names the {@link Seed}. */
  public static void main(String[] arguments) throws Exception {
    Seed seed = Seed.valueOf(arguments[0]);
    byte[] whole = seed.bytes();
    Random random = new Random(seed.ordinal());
    ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    int refused = 0;
    try (FrameDecoder decoder = new OpenCvFrameDecoder(LIMITS)) {
      byte[] expected = pixels(decoder, frame(seed, whole), target);
      for (int i = 0; i < TRIES; i++) {
        byte[] damaged = damage(whole, random, seed == Seed.PNG);
        try {
          decoder.decode(frame(seed, damaged), SIDE, i % 2 == 0 ? Resize.WHOLE : CROP, target);
        } catch (UndecodableImageException e) {
          refused++;
        }
      }
      if (!Arrays.equals(pixels(decoder, frame(seed, whole), target), expected)) {
        throw new IllegalStateException("The whole picture no longer decodes to what it did");
      }
    }
    System.out.println("refused " + refused + " of " + TRIES);
  }

  private static byte[] pixels(FrameDecoder decoder, Frame frame, ByteBuffer target)
      throws UndecodableImageException {
    decoder.decode(frame, SIDE, Resize.WHOLE, target);
    byte[] pixels = new byte[target.capacity()];
    target.get(0, pixels);
    return pixels;
  }

  private static Frame frame(Seed seed, byte[] payload) {
    return TestFrames.frame(seed.encoding, 97, 61, payload);
  }

  private static byte[] damage(byte[] whole, Random random, boolean png) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(5)) {
      case 0 -> flipBits(bytes, random, 1 + random.nextInt(8));
      case 1 -> bytes = without(bytes, random);
      case 2 -> bytes = repeated(bytes, random);
      case 3 -> overwrite(bytes, random);
      default -> {
        // Headers are short and hold what matters: aim there.
        int at = random.nextInt(Math.min(700, bytes.length));
        bytes[at] =
            List.of((byte) 0, (byte) -1, (byte) 127, (byte) random.nextInt())
                .get(random.nextInt(4));
      }
    }
    if (png) {
      repairChecksums(bytes);
    }
    return bytes;
  }

  private static void flipBits(byte[] bytes, Random random, int count) {
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static byte[] without(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }

  private static byte[] repeated(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, 1 + random.nextInt(300));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
    return longer;
  }

  private static void overwrite(byte[] bytes, Random random) {
    byte[] noise = new byte[1 + random.nextInt(32)];
    random.nextBytes(noise);
    int at = random.nextInt(bytes.length);
    System.arraycopy(noise, 0, bytes, at, Math.min(noise.length, bytes.length - at));
  }

  /** With the checksums wrong the damage would not get past them. */
  private static void repairChecksums(byte[] png) {
    ByteBuffer chunks = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      int length = chunks.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 checksum = new CRC32();
      checksum.update(png, at + 4, length + 4);
      chunks.putInt(at + 8 + length, (int) checksum.getValue());
      at += 12 + length;
    }
  }
}
