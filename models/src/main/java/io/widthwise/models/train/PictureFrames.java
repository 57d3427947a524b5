package io.widthwise.models.train;

import io.widthwise.models.evaluate.InvalidDatasetException;
import io.widthwise.models.evaluate.LabelledFrames;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Pictures as the frames that a camera would have published. */
record PictureFrames(TrainingPictures pictures) implements LabelledFrames {
  private static final String CAMERA = "training";

  @Override
  public String description() {
    return pictures.description();
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public KnownFrame get(int index) throws InvalidDatasetException {
    try {
      return new KnownFrame(frame(index), pictures.label(index), pictures.name(index));
    } catch (MalformedImageException e) {
      throw new InvalidDatasetException(
          pictures.name(index), "is no picture: " + e.getMessage(), e);
    }
  }

  /** Returns the picture at an index as a frame. */
  Frame frame(int index) throws MalformedImageException {
    ByteBuffer encoded = pictures.encoded(index);
    ImageHeader header = ImageHeader.read(encoded);
    return Frame.newBuilder()
        .setFrameId(pictures.name(index))
        .setCameraId(CAMERA)
        .setSequence(index)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(header.encoding())
        .setWidth(header.width())
        .setHeight(header.height())
        .setPayload(encoded)
        .build();
  }
}
