package io.widthwise.bench.replay;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes frames when they are due, in a thread of its own. A frame is encoded before it is due,
 * so that only handing it to the producer is left to do then.
 */
final class ReplayPublisher implements AutoCloseable {
  private final List<Due> dues;
  private final FramePress press;
  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Pacer pacer;
  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private final AtomicReference<Exception> undelivered = new AtomicReference<>();
  private final CompletableFuture<long[]> sentMicros = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "replay-publisher");

  ReplayPublisher(
      List<Due> dues,
      FramePress press,
      Producer<String, byte[]> producer,
      String topic,
      Pacer pacer) {
    this.dues = dues;
    this.press = press;
    this.producer = producer;
    this.topic = topic;
    this.pacer = pacer;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean hasEnded() {
    return sentMicros.isDone();
  }

  /**
   * Waits until all is sent and acknowledged.
   *
   * @return when each frame was handed to the producer, microseconds since the run began
   * @throws ExecutionException with what went wrong
   */
  long[] join() throws ExecutionException, InterruptedException {
    return sentMicros.get();
  }

  private void run() {
    try {
      sentMicros.complete(sendAll());
    } catch (Exception e) {
      sentMicros.completeExceptionally(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of what the future tells.
  private long[] sendAll() throws Exception {
    long[] sent = new long[dues.size()];
    for (int i = 0; i < sent.length && undelivered.get() == null; i++) {
      Frame frame = press.print(dues.get(i));
      ProducerRecord<String, byte[]> message =
          new ProducerRecord<>(topic, frame.getCameraId(), codec.encode(frame));
      sent[i] = pacer.await(dues.get(i).dueMicros());
      producer.send(
          message,
          (metadata, e) -> {
            if (e != null) {
              undelivered.compareAndSet(null, e);
            }
          });
    }
    producer.flush();
    if (undelivered.get() != null) {
      throw undelivered.get();
    }
    return sent;
  }

  /** Stops publishing where the run is given up; does nothing once all is sent. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
