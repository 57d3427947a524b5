package io.widthwise.deploy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C and SIGTERM into a request to come to an end in good order, instead of ending the
 * JVM while its main thread is at work. A third signal ends the JVM at once.
 *
 * <p>Until {@link #onStop} says otherwise, a request interrupts the thread that installed this.
 */
public final class StopSignal implements AutoCloseable {
  private static final int PATIENCE = 3;

  private final Map<Signal, SignalHandler> before = new ConcurrentHashMap<>();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final Thread owner = Thread.currentThread();
  private Runnable action = owner::interrupt;
  private int signals;

  private StopSignal() {}

  /** Takes over the signals of this JVM until closed. */
  public static StopSignal install() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("INT", "TERM")) {
      Signal signal = new Signal(name);
      stop.before.put(signal, Signal.handle(signal, received -> stop.receive()));
    }
    return stop;
  }

  private synchronized void receive() {
    signals++;
    if (signals >= PATIENCE) {
      Runtime.getRuntime().halt(130);
    }
    request();
  }

  /** Asks for the end, as a signal does. */
  public synchronized void request() {
    if (requested.getCount() > 0) {
      requested.countDown();
      action.run();
    }
  }

  /** From now on a request runs {@code action}; at once, if the request has come already. */
  public synchronized void onStop(Runnable action) {
    this.action = action;
    if (isRequested()) {
      action.run();
    }
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits for a request; tells whether it came in time. */
  public boolean await(long millis) throws InterruptedException {
    return requested.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
