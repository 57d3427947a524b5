package io.widthwise.ingest.source.ros;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.widthwise.schemas.FrameEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Decodes {@code foxglove.CompressedImage} in protobuf: {@code timestamp} (1, a {@code
 * google.protobuf.Timestamp}), {@code data} (2), {@code format} (3), {@code frame_id} (4). Read
 * field by field, which spares generated classes and their compiler.
 */
public final class FoxgloveImages {
  public static final String COMPRESSED_IMAGE = "foxglove.CompressedImage";

  private static final int TIMESTAMP = 1;
  private static final int DATA = 2;
  private static final int FORMAT = 3;
  private static final int FRAME_ID = 4;

  private FoxgloveImages() {}

  /** Whether messages of this schema are pictures. */
  public static boolean isImage(String schemaName) {
    return schemaName.equals(COMPRESSED_IMAGE);
  }

  /**
   * Decodes a message.
   *
   * @throws MalformedMessageException if it is damaged, or a picture other than JPEG and PNG
   */
  public static RosImage decode(ByteBuffer message) throws MalformedMessageException {
    CodedInputStream in = CodedInputStream.newInstance(message.duplicate());
    long stampNanos = 0;
    byte[] data = {};
    String format = "";
    String frameId = "";
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        switch (delimited ? WireFormat.getTagFieldNumber(tag) : 0) {
          case TIMESTAMP -> stampNanos = timestampNanos(in);
          case DATA -> data = in.readByteArray();
          case FORMAT -> format = in.readString();
          case FRAME_ID -> frameId = in.readString();
          default -> in.skipField(tag);
        }
      }
    } catch (IOException e) {
      throw new MalformedMessageException("its protobuf is damaged: " + e.getMessage());
    }
    return new RosImage(stampNanos, frameId, encoding(format), 0, 0, ByteBuffer.wrap(data));
  }

  private static long timestampNanos(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    long seconds = 0;
    long nanos = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean varint = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
      switch (varint ? WireFormat.getTagFieldNumber(tag) : 0) {
        case 1 -> seconds = in.readInt64();
        case 2 -> nanos = in.readInt32();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    return seconds * 1_000_000_000 + nanos;
  }

  private static FrameEncoding encoding(String format) throws MalformedMessageException {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "jpeg", "jpg" -> FrameEncoding.JPEG;
      case "png" -> FrameEncoding.PNG;
      default ->
          throw new MalformedMessageException(
              "its format is '%s'; jpeg and png are served".formatted(format));
    };
  }
}
