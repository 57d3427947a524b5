package io.widthwise.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRequestTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static FrameRequest of(String name, String value) {
    return FrameRequest.of(Map.of(name, value), NOW);
  }

  @Test
  void readsATimeInEitherForm() {
    Instant time = Instant.parse("2026-01-31T11:59:59.123456Z");
    assertThat(of("widthwise-capture-time", "2026-01-31T11:59:59.123456Z").captureTime())
        .contains(time);
    assertThat(of("widthwise-capture-time", "1769860799123456").captureTime()).contains(time);
  }

  @Test
  void readsSequenceAndBudget() {
    assertThat(of("widthwise-sequence", "17").sequence()).hasValue(17);
    assertThat(of("widthwise-budget", "50ms").budgetMillis()).hasValue(50);
    assertThat(of("widthwise-budget", "50").budgetMillis()).hasValue(50);
  }

  @ParameterizedTest
  @CsvSource({
    "widthwise-capture-time, yesterday",
    "widthwise-capture-time, 1769860799123",
    "widthwise-capture-time, 2024-01-31T12:00:00Z",
    "widthwise-sequence, -1",
    "widthwise-budget, 0",
    "widthwise-budget, 600001",
    "widthwise-budget, soon"
  })
  void namesTheHeaderThatIsWrong(String name, String value) {
    assertThatThrownBy(() -> of(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("the header Widthwise-", value);
  }

  @Test
  void takesASoundTraceContext() {
    assertThat(of("traceparent", TRACE).traceparent()).contains(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"
      })
  void leavesOutAnUnsoundTraceContext(String trace) {
    assertThat(of("traceparent", trace).traceparent()).isEmpty();
  }
}
