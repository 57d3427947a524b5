package io.widthwise.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.widthwise.ingest.source.SourceFrame;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FrameBufferTest {
  private static SourceFrame frame(int sequence) {
    return ListSource.frame("a", sequence, Instant.EPOCH);
  }

  @Test
  void throwsTheOldestAwayWhenFullAndCountsIt() throws Exception {
    FrameBuffer buffer = new FrameBuffer(2, true);
    for (int i = 0; i < 5; i++) {
      buffer.put(frame(i));
    }
    buffer.end();
    assertThat(buffer.take()).contains(frame(3));
    assertThat(buffer.take()).contains(frame(4));
    assertThat(buffer.take()).isEmpty();
    assertThat(buffer.dropped()).isEqualTo(3);
  }

  @Test
  void letsTheReaderWaitWhenFull() throws Exception {
    FrameBuffer buffer = new FrameBuffer(1, false);
    buffer.put(frame(0));
    Thread reader = startPut(buffer, frame(1));
    await().until(() -> reader.getState() == Thread.State.WAITING);
    assertThat(buffer.take()).contains(frame(0));
    assertThat(buffer.take()).contains(frame(1));
    reader.join();
    assertThat(buffer.dropped()).isZero();
  }

  @Test
  void releasesAReaderThatWaitsWhenItEnds() throws Exception {
    FrameBuffer buffer = new FrameBuffer(1, false);
    buffer.put(frame(0));
    Thread reader = startPut(buffer, frame(1));
    await().until(() -> reader.getState() == Thread.State.WAITING);
    buffer.end();
    reader.join();
    assertThat(buffer.take()).contains(frame(0));
    assertThat(buffer.take()).isEmpty();
  }

  private static Thread startPut(FrameBuffer buffer, SourceFrame frame) {
    Thread reader =
        new Thread(
            () -> {
              try {
                buffer.put(frame);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    reader.start();
    return reader;
  }
}
