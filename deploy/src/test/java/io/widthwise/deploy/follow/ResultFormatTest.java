package io.widthwise.deploy.follow;

import static io.widthwise.deploy.account.Results.labelled;
import static io.widthwise.deploy.account.Results.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ResultFormatTest {
  private static final long CAPTURED_MICROS = 1_772_359_200_000_123L;

  @Test
  void jsonHasEveryFieldOfTheSchemaUnderItsName() {
    ObjectNode json = ResultJson.of(labelled("f", Outcome.CLASSIFIED, 8));

    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .isEqualTo(
            FrameResult.getClassSchema().getFields().stream().map(Schema.Field::name).toList());
  }

  @Test
  void jsonTellsTimesInMicrosecondsAndEnumsByName() {
    ObjectNode json = ResultJson.of(labelled("f", Outcome.CLASSIFIED, 8));

    assertThat(json.path("captureTime").asLong()).isEqualTo(CAPTURED_MICROS);
    assertThat(json.at("/timings/finished").asLong()).isEqualTo(CAPTURED_MICROS + 8_000);
    assertThat(json.at("/timings/started").isNull()).isTrue();
    assertThat(json.path("outcome").asText()).isEqualTo("CLASSIFIED");
    assertThat(json.at("/topK/0/name").asText()).isEqualTo("sports car");
    assertThat(json.at("/variant/widthMultiplier").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/attributes/lane").asText()).isEqualTo("north");
    assertThat(json.path("reason").isNull()).isTrue();
  }

  @Test
  void lineTellsLabelVariantLatencyAndSlack() {
    assertThat(ResultLine.of(labelled("f", Outcome.CLASSIFIED, 8)))
        .isEqualTo(
            "10:00:00.000  gate#7  CLASSIFIED  sports car 83%  0.5@160/int8  8.0 ms, slack 92.0 ms");
  }

  @Test
  void lineTellsWhyThereIsNoLabel() {
    assertThat(ResultLine.of(unlabelled("f", Outcome.REJECTED, "it is no JPEG")))
        .isEqualTo("10:00:00.000  gate#7  REJECTED    (it is no JPEG)");
  }
}
