package io.widthwise.sql;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Reads the columns of a table from Avro records, by name. */
final class FieldReaders {
  /** One value, of which null is known not to be one. */
  private interface Reader {
    Object read(Object value);
  }

  private final String records;
  private final int[] positions;
  private final Reader[] readers;

  /**
   * Checks that the records have every column, with a value that its type holds.
   *
   * @param type columns wanted
   * @param schema of the records
   * @param records what they are, for people, for example {@code results}
   * @throws ValidationException if not; names the column and what it may be
   */
  FieldReaders(RowType type, Schema schema, String records) {
    this(type, schema, records, "");
  }

  private FieldReaders(RowType type, Schema record, String records, String path) {
    this.records = records;
    positions = new int[type.getFieldCount()];
    readers = new Reader[type.getFieldCount()];
    for (int i = 0; i < positions.length; i++) {
      String name = type.getFieldNames().get(i);
      Schema.Field field = record.getField(name);
      if (field == null) {
        throw new ValidationException(
            "%s have no field %s%s; there are %s"
                .formatted(
                    records,
                    path,
                    name,
                    record.getFields().stream()
                        .map(Schema.Field::name)
                        .collect(Collectors.joining(", "))));
      }
      positions[i] = field.pos();
      readers[i] = reader(type.getTypeAt(i), notNull(field.schema()), path + name);
    }
  }

  RowData row(IndexedRecord record) {
    GenericRowData row = new GenericRowData(positions.length);
    for (int i = 0; i < positions.length; i++) {
      Object value = record.get(positions[i]);
      row.setField(i, value == null ? null : readers[i].read(value));
    }
    return row;
  }

  private static Schema notNull(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow();
  }

  private Reader reader(LogicalType type, Schema schema, String path) {
    return switch (schema.getType()) {
      case STRING, ENUM ->
          require(type, path, "STRING", LogicalTypeRoot.VARCHAR, LogicalTypeRoot.CHAR)
              .then(value -> StringData.fromString(value.toString()));
      case INT -> require(type, path, "INT", LogicalTypeRoot.INTEGER).then(value -> value);
      case FLOAT -> require(type, path, "FLOAT", LogicalTypeRoot.FLOAT).then(value -> value);
      case DOUBLE -> require(type, path, "DOUBLE", LogicalTypeRoot.DOUBLE).then(value -> value);
      case LONG ->
          schema.getLogicalType() == null
              ? require(type, path, "BIGINT", LogicalTypeRoot.BIGINT).then(value -> value)
              : require(
                      type,
                      path,
                      "TIMESTAMP_LTZ(6)",
                      LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                  .then(value -> TimestampData.fromInstant((Instant) value));
      case RECORD -> {
        require(type, path, "ROW", LogicalTypeRoot.ROW);
        FieldReaders fields = new FieldReaders((RowType) type, schema, records, path + ".");
        yield value -> fields.row((IndexedRecord) value);
      }
      case ARRAY -> {
        require(type, path, "ARRAY", LogicalTypeRoot.ARRAY);
        Reader element =
            reader(((ArrayType) type).getElementType(), schema.getElementType(), path + "[]");
        yield value -> array((List<?>) value, element);
      }
      case MAP -> {
        require(type, path, "MAP", LogicalTypeRoot.MAP);
        Reader each = reader(((MapType) type).getValueType(), schema.getValueType(), path + "{}");
        yield value -> map((Map<?, ?>) value, each);
      }
      default -> throw new ValidationException("no column can hold " + path);
    };
  }

  private static Object array(List<?> values, Reader element) {
    return new GenericArrayData(values.stream().map(element::read).toArray());
  }

  private static Object map(Map<?, ?> values, Reader each) {
    Map<Object, Object> map = new HashMap<>();
    values.forEach(
        (key, value) -> map.put(StringData.fromString(key.toString()), each.read(value)));
    return new GenericMapData(map);
  }

  private Fitting require(LogicalType type, String path, String wanted, LogicalTypeRoot... roots) {
    if (!List.of(roots).contains(type.getTypeRoot())) {
      throw new ValidationException(
          "the column %s is %s in %s, not %s"
              .formatted(path, wanted, records, type.asSummaryString()));
    }
    return reader -> reader;
  }

  /** A type that fits, so that what follows may read it. */
  private interface Fitting {
    Reader then(Reader reader);
  }
}
