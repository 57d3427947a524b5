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
      List<QueuedFrame<T>> served = new ArrayList<>();
      while (takeNext(plan, served, shed)) {
        for (QueuedFrame<T> frame : shed) {
          worker.shed(frame, plan.grounds());
        }
        for (QueuedFrame<T> frame : served) {
          serve(frame, plan);
        }
      }
    } catch (Throwable failure) {
      worker.failed(failure);
    }
  }

  private void serve(QueuedFrame<T> frame, LanePlan plan) {
    long startedMicros = clockMicros.getAsLong();
    worker.serve(frame, plan.variant(), plan.grounds());
    policy.served(frame, plan.variant(), startedMicros, clockMicros.getAsLong());
  }

  /** Waits for frames and takes those that the policy decides on; false once the lane is closed. */
  private boolean takeNext(LanePlan plan, List<QueuedFrame<T>> served, List<QueuedFrame<T>> shed) {
    lock.lock();
    try {
      while (queue.size() == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      plan.clear();
      long nowMicros = clockMicros.getAsLong();
      plan.grounds().decidedAt(nowMicros);
      policy.plan(queue, times, arrivals, nowMicros, plan);
      if (!plan.serves() && plan.shedCount() == 0) {
        throw new IllegalStateException(
            "%s neither serves nor sheds any of %d waiting frames"
                .formatted(policy.getClass().getSimpleName(), queue.size()));
      }
      queue.take(plan, served, shed);
      return true;
    } finally {
      lock.unlock();
    }
  }
}
