package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
  private final AtomicLong nowMicros = new AtomicLong();
  private final RecordingWorker worker = new RecordingWorker();
  private Lane<String> lane;

  @AfterEach
  void closeLane() throws InterruptedException {
    worker.gate.countDown();
    if (lane != null) {
      lane.close();
    }
  }

  @Test
  void servesWaitingFramesInTheOrderOfTheirDeadlines() throws Exception {
    start(8);
    lane.offer(Frames.due("blocker", 1_000_000));
    worker.await("serving blocker");
    lane.offer(Frames.due("late", 900_000));
    lane.offer(Frames.due("early", 500_000));

    worker.gate.countDown();

    worker.await("served blocker", "serving early", "served early", "serving late", "served late");
  }

  @Test
  void tasksRunBetweenFramesInTheirOrderAndWithoutFramesToo() throws Exception {
    start(8);
    lane.offer(Frames.due("first", 1_000_000));
    worker.await("serving first");
    lane.offer(Frames.due("second", 2_000_000));
    lane.betweenFrames(() -> worker.events.add("one"));
    lane.betweenFrames(() -> worker.events.add("two"));

    worker.gate.countDown();

    worker.await("served first", "one", "two", "serving second", "served second");
    lane.betweenFrames(() -> worker.events.add("idle"));
    worker.await("idle");
  }

  @Test
  void everyFrameIsServedOrShedOnce() throws Exception {
    start(8);
    lane.offer(Frames.due("blocker", 1_000_000));
    worker.await("serving blocker");
    lane.offer(Frames.due("first", 200_000));
    lane.offer(Frames.due("second", 300_000));
    lane.offer(Frames.due("third", 900_000));
    nowMicros.set(400_000);

    worker.gate.countDown();

    worker.await("served blocker", "shed first", "shed second", "serving third", "served third");
    assertThat(worker.events).isEmpty();
  }

  @Test
  void aFullLaneRefusesFramesUntilItHasRoom() throws Exception {
    start(1);
    lane.offer(Frames.due("blocker", 1_000_000));
    worker.await("serving blocker");

    assertThat(lane.offer(Frames.due("waits", 1_000_000))).isTrue();
    assertThat(lane.waiting()).isEqualTo(1);
    assertThat(lane.offer(Frames.due("refused", 1_000_000))).isFalse();

    worker.gate.countDown();
    worker.await("served blocker", "serving waits", "served waits");
    assertThat(lane.offer(Frames.due("welcome", 1_000_000))).isTrue();
  }

  @Test
  void aFailureOfTheWorkerIsReported() throws Exception {
    worker.failure = new IllegalStateException("native library gone");
    worker.gate.countDown();
    start(8);

    lane.offer(Frames.due("poison", 1_000_000));

    worker.await("serving poison", "failed native library gone");
  }

  @Test
  void closingWaitsForTheFrameInServiceAndRefusesOthers() throws Exception {
    start(8);
    lane.offer(Frames.due("blocker", 1_000_000));
    worker.await("serving blocker");
    Thread closer = new Thread(() -> closeQuietly(lane));
    closer.start();
    worker.gate.countDown();
    closer.join();

    worker.await("served blocker");
    assertThat(lane.offer(Frames.due("too late", 1_000_000))).isFalse();
  }

  @Test
  void groundsTellWhenTheDecisionWasMade() throws Exception {
    nowMicros.set(123_456);
    worker.gate.countDown();
    start(8);

    lane.offer(Frames.due("frame", 1_000_000));

    worker.await("serving frame", "served frame");
    assertThat(worker.decidedMicros).isEqualTo(123_456);
  }

  private void start(int capacity) {
    lane =
        Lane.start(
            "test-lane",
            capacity,
            Frames.times(1_000),
            new WaterFillingPolicy(Duration.ZERO),
            worker,
            nowMicros::get);
  }

  private static void closeQuietly(Lane<?> lane) {
    try {
      lane.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Holds every service at a gate until it is opened. */
  private static final class RecordingWorker implements LaneWorker<String> {
    final CountDownLatch gate = new CountDownLatch(1);
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile RuntimeException failure;
    volatile long decidedMicros;

    @Override
    public void serve(QueuedFrame<String> frame, int variant, DecisionGrounds grounds) {
      decidedMicros = grounds.decidedMicros();
      events.add("serving " + frame.payload());
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        throw failure;
      }
      events.add("served " + frame.payload());
    }

    @Override
    public void shed(QueuedFrame<String> frame, DecisionGrounds grounds) {
      events.add("shed " + frame.payload());
    }

    @Override
    public void failed(Throwable failure) {
      events.add("failed " + failure.getMessage());
    }

    void await(String... expected) throws InterruptedException {
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < expected.length; i++) {
        seen.add(events.poll(10, TimeUnit.SECONDS));
      }
      assertThat(seen).containsExactly(expected);
    }
  }
}
