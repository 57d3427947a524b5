package io.widthwise.models.evaluate;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An image and its class.
 *
 * @param file a JPEG or PNG
 * @param classIndex from 0
 */
public record LabelledImage(Path file, int classIndex) {
  private static final String CAMERA = "evaluation";

  /**
   * Returns the image as the frame a camera would have published.
   *
   * @throws InvalidDatasetException if it is neither JPEG nor PNG
   */
  public Frame frame(long sequence) throws IOException {
    ByteBuffer payload = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      ImageHeader header = ImageHeader.read(payload);
      return Frame.newBuilder()
          .setFrameId(FrameIds.of(CAMERA, sequence, Instant.EPOCH))
          .setCameraId(CAMERA)
          .setSequence(sequence)
          .setCaptureTime(Instant.EPOCH)
          .setEncoding(header.encoding())
          .setWidth(header.width())
          .setHeight(header.height())
          .setPayload(payload)
          .build();
    } catch (MalformedImageException e) {
      throw new InvalidDatasetException(file, "is no image: " + e.getMessage(), e);
    }
  }
}
