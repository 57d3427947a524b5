package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Small sound recordings (https://mcap.dev/spec) of one camera, without and with chunks. */
final class McapSeeds {
  private static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', 0x30, '\r', '\n'};

  private McapSeeds() {}

  static List<byte[]> recordings() throws IOException {
    byte[] jpeg = PictureSeeds.jpegs().get(2);
    byte[] records =
        cat(
            record(
                3,
                number(2, 1),
                text("sensor_msgs/msg/CompressedImage"),
                text("ros2msg"),
                text("")),
            record(4, number(2, 1), number(2, 1), text("/camera"), text("cdr"), number(4, 0)),
            message(1_000, image(jpeg)),
            message(2_000, image(jpeg)));
    return List.of(
        recording(records),
        recording(chunk("", records, records)),
        recording(chunk("zstd", records, Zstd.compress(records))));
  }

  private static byte[] recording(byte[] data) {
    return cat(
        MAGIC,
        record(1, text("ros2"), text("fuzz")),
        data,
        record(0x0F, number(4, 0)),
        record(2, number(8, 0), number(8, 0), number(4, 0)),
        MAGIC);
  }

  private static byte[] chunk(String compression, byte[] records, byte[] stored) {
    CRC32 crc = new CRC32();
    crc.update(records);
    return record(
        6,
        number(8, 1_000),
        number(8, 2_000),
        number(8, records.length),
        number(4, crc.getValue()),
        text(compression),
        number(8, stored.length),
        stored);
  }

  private static byte[] message(long nanos, byte[] data) {
    return record(5, number(2, 1), number(4, 0), number(8, nanos), number(8, nanos), data);
  }

  /** CDR: encapsulation, stamp, frame id, format, bytes; each length aligned to four. */
  private static byte[] image(byte[] jpeg) {
    return cat(
        new byte[] {0, 1, 0, 0},
        number(4, 1),
        number(4, 2),
        number(4, 4),
        new byte[] {'c', 'a', 'm', 0},
        number(4, 5),
        new byte[] {'j', 'p', 'e', 'g', 0, 0, 0, 0},
        number(4, jpeg.length),
        jpeg);
  }

  private static byte[] record(int opcode, byte[]... content) {
    byte[] all = cat(content);
    return cat(new byte[] {(byte) opcode}, number(8, all.length), all);
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return cat(number(4, bytes.length), bytes);
  }

  private static byte[] number(int bytes, long value) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return Arrays.copyOf(all, bytes);
  }

  private static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
