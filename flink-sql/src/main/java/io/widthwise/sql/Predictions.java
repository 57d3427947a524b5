package io.widthwise.sql;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.schemas.Label;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;

/**
 * What a model tells of a picture: the outputs that a query can ask for. All of them are null where
 * there is no picture, all but {@code error} where it is broken.
 *
 * <ul>
 *   <li>{@code label}, {@code probability}: the most probable class, and how probable, 0 to 1
 *   <li>{@code topK}: the most probable classes, best first
 *   <li>{@code variant}, {@code release}: what classified it
 *   <li>{@code error}: why it could not be classified
 * </ul>
 */
final class Predictions {
  static final Schema SCHEMA =
      SchemaBuilder.record("Prediction")
          .namespace("io.widthwise.sql")
          .fields()
          .optionalString("label")
          .optionalFloat("probability")
          .name("topK")
          .type()
          .optional()
          .array()
          .items(Label.getClassSchema())
          .optionalString("variant")
          .optionalString("release")
          .optionalString("error")
          .endRecord();

  private Predictions() {}

  static IndexedRecord of(List<Label> topK, VariantSpec variant, String release) {
    Label best = topK.get(0);
    return empty()
        .set("label", best.getName())
        .set("probability", best.getProbability())
        .set("topK", topK)
        .set("variant", variant.key())
        .set("release", release)
        .build();
  }

  static IndexedRecord failed(String reason) {
    return empty().set("error", reason).build();
  }

  private static GenericRecordBuilder empty() {
    return new GenericRecordBuilder(SCHEMA);
  }
}
