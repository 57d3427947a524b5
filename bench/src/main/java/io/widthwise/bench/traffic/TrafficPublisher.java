package io.widthwise.bench.traffic;

import io.widthwise.bench.replay.Pacer;
import io.widthwise.bench.traffic.Timetable.Departure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends frames when they are due, in a thread of its own. A frame is taken when it is sent, and one
 * that cannot be sent about when it is due is left out: where the publisher cannot keep up, less is
 * offered, and frames are not late from the start.
 */
final class TrafficPublisher implements AutoCloseable {
  private static final long LATEST_MICROS = 100_000;

  private final Timetable timetable;
  private final FrameStamp stamp;
  private final IntFunction<Fault> faults;
  private final Ledger ledger;
  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Instant start;
  private final AtomicReference<Exception> undelivered = new AtomicReference<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "traffic-publisher");

  TrafficPublisher(
      Timetable timetable,
      FrameStamp stamp,
      IntFunction<Fault> faults,
      Ledger ledger,
      Producer<String, byte[]> producer,
      String topic,
      Instant start) {
    this.timetable = timetable;
    this.stamp = stamp;
    this.faults = faults;
    this.ledger = ledger;
    this.producer = producer;
    this.topic = topic;
    this.start = start;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  /**
   * Waits until all is sent and acknowledged.
   *
   * @throws ExecutionException with what went wrong
   */
  void join() throws ExecutionException, InterruptedException {
    ended.get();
  }

  private void run() {
    try {
      sendAll();
      ended.complete(null);
    } catch (Exception e) {
      ended.completeExceptionally(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of what the future tells.
  private void sendAll() throws Exception {
    Pacer pacer = new Pacer(start);
    while (timetable.hasNext() && undelivered.get() == null) {
      Departure departure = timetable.next();
      String camera = departure.sender().camera();
      long micros = pacer.await(departure.dueMicros());
      if (micros - departure.dueMicros() > LATEST_MICROS) {
        ledger.notSent();
        continue;
      }
      Fault fault = faults.apply(ledger.size());
      int index = ledger.sent(camera, micros, fault);
      byte[] message = stamp.print(camera, index, start.plus(micros, ChronoUnit.MICROS), fault);
      producer.send(
          new ProducerRecord<>(topic, stamp.cameraId(camera), message),
          (metadata, e) -> {
            if (e == null) {
              ledger.acknowledged(index);
            } else {
              undelivered.compareAndSet(null, e);
            }
          });
    }
    producer.flush();
    if (undelivered.get() != null) {
      throw undelivered.get();
    }
  }

  /** Stops publishing where the run is given up; does nothing once all is sent. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
