package io.widthwise.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Encodes and decodes one kind of record in Avro's single-object encoding: two marker bytes {@code
 * C3 01}, the writer schema's CRC-64-AVRO fingerprint (8 bytes, little endian), the Avro binary
 * body (Avro specification, "Single-object encoding").
 *
 * <p>Messages of every older schema version that the codec was built with decode into the current
 * record. The body is read from an array whose end is known, so a message that claims more bytes or
 * entries than it has is refused before anything is allocated for them. Safe for use by several
 * threads.
 *
 * @param <T> the generated record
 */
public final class SingleObjectCodec<T extends SpecificRecordBase> {
  private static final int HEADER_BYTES = 10;
  private static final int REGISTRY_MAGIC = 0x00;

  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, DatumReader<T>> readersByFingerprint = new HashMap<>();

  /**
   * @param model the generated record's data model, which knows its logical types
   * @param schema the current schema
   * @param olderVersions writer schemas still found on topics, in any order
   */
  SingleObjectCodec(SpecificData model, Schema schema, List<Schema> olderVersions) {
    this.schema = schema;
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    for (Schema writer : olderVersions) {
      readersByFingerprint.put(fingerprint(writer), reader(model, writer));
    }
    readersByFingerprint.put(fingerprint(schema), reader(model, schema));
  }

  /**
   * Builds the reader now: Avro's own {@code SpecificDatumReader} builds it at the first message
   * and hands it to other threads without synchronisation.
   */
  private DatumReader<T> reader(SpecificData model, Schema writer) {
    try {
      return model.getFastReaderBuilder().createDatumReader(writer, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** Returns the message for {@code record}, in a fresh array. */
  public byte[] encode(T record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try {
      encoder.encode(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Decodes one message.
   *
   * @param message the message; null, as a record without a value has it, is not one
   * @throws UndecodableMessageException if the bytes are not one whole message of a known version;
   *     the message says what was found instead
   */
  public T decode(byte[] message) throws UndecodableMessageException {
    long fingerprint = readHeader(message);
    DatumReader<T> reader = readersByFingerprint.get(fingerprint);
    if (reader == null) {
      throw new UndecodableMessageException(
          "the schema fingerprint %016x is not a known version of %s; update this reader or check what writes to the topic"
              .formatted(Long.reverseBytes(fingerprint), schema.getFullName()));
    }
    try {
      BinaryDecoder body =
          DecoderFactory.get()
              .binaryDecoder(message, HEADER_BYTES, message.length - HEADER_BYTES, null);
      T record = reader.read(null, body);
      if (!body.isEnd()) {
        throw new UndecodableMessageException(
            "bytes follow the end of the %s in a message of %d bytes"
                .formatted(schema.getFullName(), message.length));
      }
      return record;
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) {
      // Avro throws the last one for lengths that no Java array can have.
      throw new UndecodableMessageException(
          "the %s in a message of %d bytes is truncated or damaged: %s"
              .formatted(schema.getFullName(), message.length, describe(e)),
          e);
    }
  }

  private static String describe(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private long readHeader(byte[] message) throws UndecodableMessageException {
    if (message == null) {
      throw new UndecodableMessageException(
          "expected a %s but the record has no value (null)".formatted(schema.getFullName()));
    }
    if (message.length < HEADER_BYTES) {
      throw new UndecodableMessageException(
          "%d bytes are too few for a %s, whose header alone takes %d"
              .formatted(message.length, schema.getFullName(), HEADER_BYTES));
    }
    if (message[0] != (byte) 0xC3 || message[1] != 0x01) {
      throw new UndecodableMessageException(
          "expected a %s in Avro single-object encoding, which begins with c301, but found %s%s"
              .formatted(
                  schema.getFullName(),
                  HexFormat.of().formatHex(message, 0, HEADER_BYTES),
                  message[0] == REGISTRY_MAGIC ? " (00 begins a schema registry's messages)" : ""));
    }
    return ByteBuffer.wrap(message, 2, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
