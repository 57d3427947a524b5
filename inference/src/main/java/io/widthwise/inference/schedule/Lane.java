package io.widthwise.inference.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One inference thread and the frames that wait for it. Whenever it is free and frames wait, it
 * asks its policy what to do next and has its worker do it.
 *
 * <p>{@link #offer} may be called by any thread; everything else happens on the lane's own.
 *
 * @param <T> kind of frame
 */
public final class Lane<T> implements AutoCloseable {
  private final ServiceTimes times;
  private final VariantPolicy policy;
  private final LaneWorker<T> worker;
  private final LongSupplier clockMicros;
  private final FrameQueue<T> queue;
  private final ArrivalForecast arrivals = new ArrivalForecast();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean closed;

  /**
   * Starts a lane.
   *
   * @param name name of its thread
   * @param capacity most frames that may wait
   * @param clockMicros microseconds since the epoch, on the clock of the deadlines
   */
  public static <T> Lane<T> start(
      String name,
      int capacity,
      ServiceTimes times,
      VariantPolicy policy,
      LaneWorker<T> worker,
      LongSupplier clockMicros) {
    Lane<T> lane = new Lane<>(name, capacity, times, policy, worker, clockMicros);
    lane.thread.start();
    return lane;
  }

  private Lane(
      String name,
      int capacity,
      ServiceTimes times,
      VariantPolicy policy,
      LaneWorker<T> worker,
      LongSupplier clockMicros) {
    this.times = times;
    this.policy = policy;
    this.worker = worker;
    this.clockMicros = clockMicros;
    this.queue = new FrameQueue<>(capacity);
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /** Hands a frame to the lane; false if it is full or closed. */
  public boolean offer(QueuedFrame<T> frame) {
    lock.lock();
    try {
      if (closed || !queue.offer(frame)) {
        return false;
      }
      arrivals.arrived(clockMicros.getAsLong());
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Number of frames that wait, not counting the one in service. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops the thread after the frame in service and waits for it to end, so that its sessions may
   * be closed. Frames still waiting are dropped without an outcome: drain first.
   */
  @Override
  public void close() throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() != thread) {
      thread.join();
    }
  }

  private void run() {
    try {
      LanePlan plan = new LanePlan();
      List<QueuedFrame<T>> shed = new ArrayList<>();
      while (true) {
        shed.clear();
        QueuedFrame<T> served = takeNext(plan, shed);
        if (served == null && shed.isEmpty()) {
          return;
        }
        shed.forEach(worker::shed);
        if (served != null) {
          worker.serve(served, plan.variant());
        }
      }
    } catch (Throwable failure) {
      worker.failed(failure);
    }
  }

  /**
   * Waits for frames and takes those that the policy decides on; nothing once the lane is closed.
   */
  private QueuedFrame<T> takeNext(LanePlan plan, List<QueuedFrame<T>> shed) {
    lock.lock();
    try {
      while (queue.size() == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      plan.clear();
      policy.plan(queue, times, arrivals, clockMicros.getAsLong(), plan);
      if (!plan.serves() && plan.shedCount() == 0) {
        throw new IllegalStateException(
            "%s neither serves nor sheds any of %d waiting frames"
                .formatted(policy.getClass().getSimpleName(), queue.size()));
      }
      return remove(plan, shed);
    } finally {
      lock.unlock();
    }
  }

  private QueuedFrame<T> remove(LanePlan plan, List<QueuedFrame<T>> shed) {
    QueuedFrame<T> served = plan.serves() ? queue.get(plan.serveIndex()) : null;
    int serveIndex = plan.serveIndex();
    for (int i = plan.shedCount() - 1; i >= 0; i--) {
      int index = plan.shedIndex(i);
      shed.add(0, queue.remove(index));
      if (index < plan.serveIndex()) {
        serveIndex--;
      }
    }
    if (served != null) {
      queue.remove(serveIndex);
    }
    return served;
  }
}
