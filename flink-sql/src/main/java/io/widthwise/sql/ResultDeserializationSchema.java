package io.widthwise.sql;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Messages of the results topic, of every schema version, as rows of the wanted columns. */
final class ResultDeserializationSchema implements DeserializationSchema<RowData> {
  private static final long serialVersionUID = 1;

  private final RowType type;
  private final TypeInformation<RowData> produced;
  private final boolean ignoreErrors;

  private transient SingleObjectCodec<FrameResult> codec;
  private transient FieldReaders readers;

  /**
   * @throws org.apache.flink.table.api.ValidationException if results do not have a wanted column
   */
  ResultDeserializationSchema(
      RowType type, TypeInformation<RowData> produced, boolean ignoreErrors) {
    this.type = type;
    this.produced = produced;
    this.ignoreErrors = ignoreErrors;
    // Checked where the query is planned; readers do not travel to the tasks.
    this.readers = readersOf(type);
  }

  private static FieldReaders readersOf(RowType type) {
    return new FieldReaders(type, FrameResult.getClassSchema(), "results");
  }

  @Override
  public void open(InitializationContext context) {
    codec = Codecs.frameResult();
    readers = readersOf(type);
  }

  /** Null for what is left out, which Flink's Kafka source expects. */
  @Override
  public RowData deserialize(byte[] message) throws IOException {
    if (message == null) {
      return null;
    }
    try {
      return readers.row(codec.decode(message));
    } catch (UndecodableMessageException e) {
      if (ignoreErrors) {
        return null;
      }
      throw new IOException(
          e.getMessage()
              + "; 'widthwise-result.ignore-parse-errors' = 'true' leaves such messages out",
          e);
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResultDeserializationSchema that
        && type.equals(that.type)
        && ignoreErrors == that.ignoreErrors;
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, ignoreErrors);
  }
}
