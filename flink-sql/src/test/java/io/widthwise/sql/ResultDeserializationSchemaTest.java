package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ResultDeserializationSchemaTest {
  private static final SingleObjectCodec<FrameResult> CODEC = Codecs.frameResult();
  private static final Instant CAPTURED = Instant.parse("2026-05-05T10:00:00Z");

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  private static RowData read(boolean ignoreErrors, byte[] message, DataTypes.Field... fields)
      throws IOException {
    ResultDeserializationSchema schema =
        new ResultDeserializationSchema(row(fields), null, ignoreErrors);
    schema.open(null);
    return schema.deserialize(message);
  }

  @Test
  void columnsAreReadByNameInTheOrderOfTheTable() throws Exception {
    DataType label = DataTypes.ROW(DataTypes.FIELD("name", DataTypes.STRING()));

    RowData row =
        read(
            false,
            CODEC.encode(result()),
            DataTypes.FIELD("outcome", DataTypes.STRING()),
            DataTypes.FIELD("sequence", DataTypes.BIGINT()),
            DataTypes.FIELD("captureTime", DataTypes.TIMESTAMP_LTZ(6)),
            DataTypes.FIELD("topK", DataTypes.ARRAY(label)),
            DataTypes.FIELD("attributes", DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING())),
            DataTypes.FIELD(
                "variant", DataTypes.ROW(DataTypes.FIELD("resolution", DataTypes.INT()))));

    assertThat(row.getString(0).toString()).isEqualTo("CLASSIFIED");
    assertThat(row.getLong(1)).isEqualTo(7);
    assertThat(row.getTimestamp(2, 6).toInstant()).isEqualTo(CAPTURED);
    assertThat(row.getArray(3).getRow(0, 1).getString(0).toString()).isEqualTo("forklift");
    assertThat(row.getMap(4).keyArray().getString(0)).isEqualTo(StringData.fromString("robot"));
    assertThat(row.isNullAt(5)).isTrue();
  }

  @Test
  void aColumnThatResultsDoNotHaveIsNamed() {
    RowType wrong = row(DataTypes.FIELD("colour", DataTypes.STRING()));

    assertThatThrownBy(() -> new ResultDeserializationSchema(wrong, null, false))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("no field colour")
        .hasMessageContaining("cameraId");
  }

  @Test
  void aColumnOfAnotherTypeIsNamedWithTheRightOne() {
    RowType wrong = row(DataTypes.FIELD("captureTime", DataTypes.BIGINT()));

    assertThatThrownBy(() -> new ResultDeserializationSchema(wrong, null, false))
        .hasMessageContaining("captureTime is TIMESTAMP_LTZ(6)");
  }

  @Test
  void foreignBytesFailUnlessTheyAreToBeLeftOut() throws Exception {
    byte[] foreign = new byte[20];
    DataTypes.Field camera = DataTypes.FIELD("cameraId", DataTypes.STRING());

    assertThatThrownBy(() -> read(false, foreign, camera))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ignore-parse-errors");
    assertThat(read(true, foreign, camera)).isNull();
    assertThat(read(false, null, camera)).isNull();
  }

  private static FrameResult result() {
    return FrameResult.newBuilder()
        .setFrameId("gate/7")
        .setCameraId("gate")
        .setSequence(7)
        .setCaptureTime(CAPTURED)
        .setOutcome(Outcome.CLASSIFIED)
        .setTopK(List.of(new Label(3, "forklift", 0.9f)))
        .setDeadline(CAPTURED.plusMillis(100))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(CAPTURED)
                .setAdmitted(CAPTURED.plusMillis(2))
                .setFinished(CAPTURED.plusMillis(9))
                .build())
        .setAttributes(Map.of("robot", "7"))
        .build();
  }
}
