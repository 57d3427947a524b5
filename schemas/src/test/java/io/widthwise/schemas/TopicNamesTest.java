package io.widthwise.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

  @Test
  void putsThePrefixBeforeEachName() {
    assertThat(all(new TopicNames(TopicNames.DEFAULT_PREFIX)))
        .containsExactly(
            "widthwise.frames.raw",
            "widthwise.frames",
            "widthwise.results",
            "widthwise.quarantine",
            "widthwise.models");
    assertThat(new TopicNames("").results()).isEqualTo("results");
  }

  /** Kafka allows 249 characters. */
  @Test
  void theLongestPrefixLeavesNamesThatKafkaTakes() {
    assertThat(all(new TopicNames("p".repeat(200))))
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(249));
    assertThatIllegalArgumentException().isThrownBy(() -> new TopicNames("p".repeat(201)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my site.", "a/b.", "ü.", "a\n", "a:"})
  void refusesWhatKafkaRefuses(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicNames(prefix))
        .withMessageContaining(prefix);
  }

  private static List<String> all(TopicNames names) {
    return List.of(
        names.framesRaw(), names.frames(), names.results(), names.quarantine(), names.models());
  }
}
