package io.widthwise.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Schemas are read by people outside, without this code at hand. */
class SchemaDocsTest {
  private static final Pattern SIZE_NAME = Pattern.compile("(?i).*(width|height|resolution|side)$");
  private static final Pattern TIME_NAME =
      Pattern.compile("(?i).*(time|millis|micros|budget|deadline|duration)$");

  @TestFactory
  Stream<DynamicTest> everyTypeIsDocumented() {
    return types().values().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getFullName(), () -> assertThat(type.getDoc()).isNotBlank()));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldIsDocumentedWithItsUnit() {
    return types().values().stream()
        .filter(type -> type.getType() == Schema.Type.RECORD)
        .flatMap(type -> type.getFields().stream().map(field -> fieldTest(type, field)));
  }

  private static DynamicTest fieldTest(Schema record, Schema.Field field) {
    return DynamicTest.dynamicTest(
        record.getName() + '.' + field.name(),
        () -> {
          assertThat(field.doc()).isNotBlank().endsWith(".");
          String doc = (field.doc() + ' ' + record.getDoc()).toLowerCase(Locale.ROOT);
          if (isTimestamp(field.schema())) {
            assertThat(doc).contains("microseconds since the unix epoch, utc");
          } else if (TIME_NAME.matcher(field.name()).matches()) {
            assertThat(field.doc()).containsAnyOf("milliseconds", "microseconds");
          }
          if (SIZE_NAME.matcher(field.name()).matches()) {
            assertThat(field.doc()).contains("pixels");
          }
        });
  }

  private static boolean isTimestamp(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream().anyMatch(SchemaDocsTest::isTimestamp)
        : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  private static Map<String, Schema> types() {
    Map<String, Schema> types = new LinkedHashMap<>();
    Stream.of(
            Frame.getClassSchema(),
            FrameResult.getClassSchema(),
            ModelRelease.getClassSchema(),
            ReleaseStatus.getClassSchema())
        .forEach(schema -> collect(schema, types));
    return types;
  }

  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        if (types.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      case ENUM -> types.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), types);
      case MAP -> collect(schema.getValueType(), types);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
      default -> {}
    }
  }
}
