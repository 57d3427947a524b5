package io.widthwise.inference.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
  private final LaneWorker<T> worker;
  private final LongSupplier clockMicros;
  private final FrameQueue<T> queue;
  private final ArrivalForecast arrivals = new ArrivalForecast();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private final Queue<Runnable> betweenFrames = new ArrayDeque<>();
  private ServiceTimes times;
  private VariantPolicy policy;
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

  /**
   * Has the lane's thread run {@code task} between two frames: after those of the plan that it is
   * at and before its next decision, in the order of the calls. Frames wait meanwhile, so it must
   * be short. Not run if the lane is closed before that.
   */
  public void betweenFrames(Runnable task) {
    lock.lock();
    try {
      betweenFrames.add(task);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Plans with other variants from now on; frames that wait stay where they are. Called by the
   * lane's own thread, within a task of {@link #betweenFrames}.
   */
  public void use(ServiceTimes newTimes, VariantPolicy newPolicy) {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("variants change between two frames, by the lane's thread");
    }
    times = newTimes;
    policy = newPolicy;
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
      runBetweenFrames();
      while (queue.size() == 0 && !closed) {
        changed.awaitUninterruptibly();
        runBetweenFrames();
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

  private void runBetweenFrames() {
    while (!closed && !betweenFrames.isEmpty()) {
      betweenFrames.remove().run();
    }
  }
}
