package io.widthwise.inference.classify;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import javax.imageio.ImageIO;

/** A made-up 640 x 480 JPEG with as much detail as a photograph, to measure a host with. */
final class ProbeFrame {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;
  private static final int PATCH = 16;
  private static final int NOISE = 24;

  private ProbeFrame() {}

  static Frame create() throws IOException {
    return Frame.newBuilder()
        .setFrameId("probe")
        .setCameraId("probe")
        .setSequence(0)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(FrameEncoding.JPEG)
        .setWidth(WIDTH)
        .setHeight(HEIGHT)
        .setPayload(ByteBuffer.wrap(jpeg()))
        .build();
  }

  private static byte[] jpeg() throws IOException {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int[] patchColours = random.ints((WIDTH / PATCH + 1) * (HEIGHT / PATCH + 1), 0, 200).toArray();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int base = patchColours[y / PATCH * (WIDTH / PATCH) + x / PATCH];
        int grey = base + random.nextInt(NOISE);
        image.setRGB(x, y, grey << 16 | (255 - grey) << 8 | (grey + x) / 4 % 256);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
