package io.widthwise.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Messages in single-object encoding whose every field is random. */
final class RandomMessage {
  private static final int MAX_ENTRIES = 4;

  private RandomMessage() {}

  static byte[] of(Schema schema, long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xC3);
    out.write(1);
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    write(schema, encoder, new SplittableRandom(seed));
    encoder.flush();
    return out.toByteArray();
  }

  private static void write(Schema schema, BinaryEncoder out, SplittableRandom random)
      throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          write(field.schema(), out, random);
        }
      }
      case ENUM -> out.writeEnum(random.nextInt(schema.getEnumSymbols().size()));
      case ARRAY -> {
        int size = random.nextInt(MAX_ENTRIES);
        out.writeArrayStart();
        out.setItemCount(size);
        for (int i = 0; i < size; i++) {
          out.startItem();
          write(schema.getElementType(), out, random);
        }
        out.writeArrayEnd();
      }
      case MAP -> {
        int size = random.nextInt(MAX_ENTRIES);
        out.writeMapStart();
        out.setItemCount(size);
        for (int i = 0; i < size; i++) {
          out.startItem();
          out.writeString("key" + i);
          write(schema.getValueType(), out, random);
        }
        out.writeMapEnd();
      }
      case UNION -> {
        int branch = random.nextInt(schema.getTypes().size());
        out.writeIndex(branch);
        write(schema.getTypes().get(branch), out, random);
      }
      case STRING -> out.writeString("text" + random.nextInt(1000));
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        out.writeBytes(bytes);
      }
      case INT -> out.writeInt(random.nextInt(10_000));
      case LONG -> out.writeLong(random.nextLong(2_000_000_000_000_000L));
      case FLOAT -> out.writeFloat((float) random.nextDouble());
      case DOUBLE -> out.writeDouble(random.nextDouble());
      case BOOLEAN -> out.writeBoolean(random.nextBoolean());
      case NULL -> out.writeNull();
      default -> throw new IllegalArgumentException("no random " + schema.getType());
    }
  }
}
