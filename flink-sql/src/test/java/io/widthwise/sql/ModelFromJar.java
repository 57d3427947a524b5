package io.widthwise.sql;

import java.util.HexFormat;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * A program that classifies one picture with {@code ML_PREDICT} and prints its label. It knows
 * Flink alone, so that its class path can be that of a cluster.
 */
final class ModelFromJar {
  private ModelFromJar() {}

  /** Arguments: directory of the bundle, the picture in hexadecimal digits. */
  public static void main(String[] arguments) throws Exception {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.createTemporaryView(
        "pictures",
        tables.fromValues(
            DataTypes.ROW(DataTypes.FIELD("picture", DataTypes.BYTES())),
            Row.of((Object) HexFormat.of().parseHex(arguments[1]))));
    tables.executeSql(
        "CREATE MODEL classify INPUT (picture BYTES) OUTPUT (label STRING) WITH ('provider' = 'widthwise', 'bundle' = '%s')"
            .formatted(arguments[0]));
    try (CloseableIterator<Row> rows =
        tables
            .executeSql(
                "SELECT label FROM ML_PREDICT(TABLE pictures, MODEL classify, DESCRIPTOR(picture))")
            .collect()) {
      System.out.println("label: " + rows.next().getField(0));
    }
  }
}
