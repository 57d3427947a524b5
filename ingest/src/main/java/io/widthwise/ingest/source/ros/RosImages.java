package io.widthwise.ingest.source.ros;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Decodes the image messages of ROS 2 (package {@code sensor_msgs}). */
public final class RosImages {
  public static final String COMPRESSED_IMAGE = "sensor_msgs/msg/CompressedImage";
  public static final String IMAGE = "sensor_msgs/msg/Image";

  private record Header(long stampNanos, String frameId) {}

  private RosImages() {}

  /** Whether messages of this schema are pictures. */
  public static boolean isImage(String schemaName) {
    return schemaName.equals(COMPRESSED_IMAGE) || schemaName.equals(IMAGE);
  }

  /**
   * Decodes a CDR message of schema {@link #COMPRESSED_IMAGE} or {@link #IMAGE}.
   *
   * @throws MalformedMessageException if it is damaged, or a raw picture in an encoding other than
   *     rgb8, bgr8 and mono8
   */
  public static RosImage decode(String schemaName, ByteBuffer message)
      throws MalformedMessageException {
    CdrReader in = new CdrReader(message);
    return schemaName.equals(COMPRESSED_IMAGE) ? compressed(in) : raw(in);
  }

  private static Header header(CdrReader in) throws MalformedMessageException {
    long seconds = in.int32();
    return new Header(seconds * 1_000_000_000 + in.uint32(), in.string());
  }

  private static RosImage compressed(CdrReader in) throws MalformedMessageException {
    Header header = header(in);
    String format = in.string().toLowerCase(Locale.ROOT);
    FrameEncoding claimed = format.contains("png") ? FrameEncoding.PNG : FrameEncoding.JPEG;
    ByteBuffer data = in.sequence();
    ByteBuffer payload = ByteBuffer.allocate(data.remaining()).put(data).flip();
    return new RosImage(header.stampNanos(), header.frameId(), claimed, 0, 0, payload);
  }

  private static RosImage raw(CdrReader in) throws MalformedMessageException {
    Header header = header(in);
    long height = in.uint32();
    long width = in.uint32();
    FrameEncoding encoding = rawEncoding(in.string());
    in.uint8();
    long step = in.uint32();
    ByteBuffer data = in.sequence();
    long rowBytes = width * (encoding == FrameEncoding.MONO8 ? 1 : 3);
    if (width == 0 || height == 0 || step < rowBytes || data.remaining() / step < height - 1) {
      throw misshapen(width, height, step, data.remaining());
    }
    if ((height - 1) * step + rowBytes > data.remaining()) {
      throw misshapen(width, height, step, data.remaining());
    }
    ByteBuffer payload = withoutPadding(data, (int) height, (int) step, (int) rowBytes);
    return new RosImage(
        header.stampNanos(), header.frameId(), encoding, (int) width, (int) height, payload);
  }

  private static FrameEncoding rawEncoding(String name) throws MalformedMessageException {
    return switch (name) {
      case "rgb8" -> FrameEncoding.RGB8;
      case "bgr8" -> FrameEncoding.BGR8;
      case "mono8" -> FrameEncoding.MONO8;
      default ->
          throw new MalformedMessageException(
              "its pixels are '%s'; rgb8, bgr8 and mono8 are served".formatted(name));
    };
  }

  private static ByteBuffer withoutPadding(ByteBuffer data, int height, int step, int rowBytes) {
    ByteBuffer payload = ByteBuffer.allocate(height * rowBytes);
    for (int row = 0; row < height; row++) {
      payload.put(data.slice(row * step, rowBytes));
    }
    return payload.flip();
  }

  private static MalformedMessageException misshapen(
      long width, long height, long step, int dataBytes) {
    return new MalformedMessageException(
        "it claims %d x %d pixels in rows of %d bytes, which does not fit its %d bytes of data"
            .formatted(width, height, step, dataBytes));
  }
}
