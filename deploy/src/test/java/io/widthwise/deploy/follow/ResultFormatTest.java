package io.widthwise.deploy.follow;

import static io.widthwise.deploy.account.Results.labelled;
import static io.widthwise.deploy.account.Results.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Verdict;
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
  void explanationStandsBelowTheLineOfAResultThatCarriesOne() {
    FrameResult result = explained();

    assertThat(ResultLine.explained(result))
        .isEqualTo(
            """
            10:00:00.000  gate#7  CLASSIFIED  sports car 83%  0.5@160/int8  8.0 ms, slack 92.0 ms
                          97.0 ms to the deadline (margin 3.00 ms); 2 waiting, 2 feasible, 1.3 more expected; share 4.00 ms
                          chose 0.5@160/int8 (3.00 ms); over the share: 1.0@224/int8 (5.00 ms)""");
  }

  @Test
  void aResultWithoutADecisionIsOneLineEvenIfAskedToExplain() {
    FrameResult result = labelled("f", Outcome.CLASSIFIED, 8);

    assertThat(ResultLine.explained(result)).isEqualTo(ResultLine.of(result));
  }

  @Test
  void jsonHasTheDecision() {
    ObjectNode json = ResultJson.of(explained());

    assertThat(json.at("/decision/budgetMicros").asDouble()).isEqualTo(4_000);
    assertThat(json.at("/decision/rungs/1/variant").asText()).isEqualTo("1.0@224/int8");
    assertThat(json.at("/decision/rungs/1/verdict").asText()).isEqualTo("OVER_SHARE");
    assertThat(json.at("/decision/rungs/1/predictedMicros").asLong()).isEqualTo(5_000);
  }

  private static FrameResult explained() {
    FrameResult result = labelled("f", Outcome.CLASSIFIED, 8);
    result.setDecision(
        new Decision(
            97_000L,
            3_000L,
            500L,
            4_000.0,
            2,
            2,
            1.25,
            List.of(
                new ConsideredRung("0.5@160/int8", 3_000L, Verdict.CHOSEN),
                new ConsideredRung("1.0@224/int8", 5_000L, Verdict.OVER_SHARE))));
    return result;
  }

  @Test
  void lineTellsWhyThereIsNoLabel() {
    assertThat(ResultLine.of(unlabelled("f", Outcome.REJECTED, "it is no JPEG")))
        .isEqualTo("10:00:00.000  gate#7  REJECTED    (it is no JPEG)");
  }
}
