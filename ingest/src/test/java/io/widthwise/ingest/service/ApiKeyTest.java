package io.widthwise.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  private static ApiKey key(String... cameras) {
    return new ApiKey("robot", ApiKey.hash("secret"), List.of(cameras));
  }

  @Test
  void knowsItsKeyByItsHash() {
    assertThat(key("a").matches("secret")).isTrue();
    assertThat(key("a").matches("Secret")).isFalse();
    assertThat(ApiKey.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void allowsTheCamerasOfItsPatterns() {
    assertThat(key("robot-7/*").allows("robot-7/front")).isTrue();
    assertThat(key("robot-7/*").allows("robot-70/front")).isFalse();
    assertThat(key("robot.7").allows("robotx7")).isFalse();
    assertThat(key("*/front").allows("a/front")).isTrue();
    assertThat(key("*").allows("anything")).isTrue();
    assertThat(key("a*c").allows("abbbc")).isTrue();
    assertThat(key("a", "b").allows("b")).isTrue();
  }

  @Test
  void makesKeysThatAreLongAndDiffer() {
    assertThat(ApiKey.generate())
        .hasSizeGreaterThan(ApiKey.MIN_CHARS)
        .isNotEqualTo(ApiKey.generate());
  }
}
