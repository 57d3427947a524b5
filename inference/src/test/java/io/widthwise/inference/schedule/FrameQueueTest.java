package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  @Property
  void keepsFramesInTheOrderOfTheirDeadlines(
      @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 20) Long> deadlines) {
    FrameQueue<String> queue = new FrameQueue<>(50);
    for (int i = 0; i < deadlines.size(); i++) {
      assertThat(queue.offer(Frames.due("" + i, deadlines.get(i)))).isTrue();
    }

    List<QueuedFrame<String>> inOrder =
        IntStream.range(0, queue.size()).<QueuedFrame<String>>mapToObj(queue::get).toList();
    for (int i = 1; i < inOrder.size(); i++) {
      QueuedFrame<String> before = inOrder.get(i - 1);
      QueuedFrame<String> after = inOrder.get(i);
      assertThat(before.deadlineMicros()).isLessThanOrEqualTo(after.deadlineMicros());
      if (before.deadlineMicros() == after.deadlineMicros()) {
        assertThat(Integer.parseInt(before.payload()))
            .as("frames of equal deadline keep their order of arrival")
            .isLessThan(Integer.parseInt(after.payload()));
      }
    }
  }

  @Test
  void refusesAFrameWhenFull() {
    FrameQueue<String> queue = new FrameQueue<>(1);

    assertThat(queue.offer(Frames.due("first", 1))).isTrue();
    assertThat(queue.offer(Frames.due("second", 0))).isFalse();
    assertThat(queue.get(0).payload()).isEqualTo("first");
  }
}
