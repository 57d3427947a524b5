package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import java.time.Instant;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExplainedFramesTest {
  private static final Instant CAPTURED = Instant.parse("2026-05-05T10:00:00Z");

  @Test
  void noneAreExplainedAtZeroAndAllAtOne() {
    assertThat(included(0, 1_000)).isZero();
    assertThat(included(1, 1_000)).isEqualTo(1_000);
  }

  @Test
  void aShareOfOneCamerasFramesIsExplained() {
    assertThat(included(0.01, 100_000)).isCloseTo(1_000, Offset.offset(150L));
    assertThat(included(0.5, 10_000)).isCloseTo(5_000, Offset.offset(250L));
  }

  @Test
  void aFrameThatComesAgainIsExplainedAgain() {
    ExplainedFrames one = new ExplainedFrames(0.5);
    ExplainedFrames another = new ExplainedFrames(0.5);

    assertThat(IntStream.range(0, 100).mapToObj(ExplainedFramesTest::frame))
        .allSatisfy(frame -> assertThat(one.includes(frame)).isEqualTo(another.includes(frame)));
  }

  @Test
  void aLargerShareExplainsWhatASmallerOneDoes() {
    ExplainedFrames few = new ExplainedFrames(0.1);
    ExplainedFrames many = new ExplainedFrames(0.2);

    assertThat(IntStream.range(0, 1_000).mapToObj(ExplainedFramesTest::frame).filter(few::includes))
        .isNotEmpty()
        .allMatch(many::includes);
  }

  private static long included(double share, int frames) {
    ExplainedFrames explained = new ExplainedFrames(share);
    return IntStream.range(0, frames)
        .mapToObj(ExplainedFramesTest::frame)
        .filter(explained::includes)
        .count();
  }

  private static Frame frame(int sequence) {
    return TestFrames.grey("camera", sequence, CAPTURED.plusMillis(33L * sequence), 1);
  }
}
