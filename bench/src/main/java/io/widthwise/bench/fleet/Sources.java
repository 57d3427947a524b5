package io.widthwise.bench.fleet;

import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Frames in Kafka and the subtasks that read them, each at most so many a second and in the order
 * in which they were appended.
 */
final class Sources {
  private static final String TOPIC = "frames";

  private final int[] partitionOfCamera;
  private final Map<String, Integer> cameraNumbers = new HashMap<>();
  private final double readMicros;
  private int[] readerOfPartition;
  private List<Queue<QueuedFrame<SimulatedFrame>>> unread = List.of();
  private double[] freeMicros = {};
  private int live;

  /** A frame that was read; its arrival is when that was. */
  record Read(int source, QueuedFrame<SimulatedFrame> frame) {
    private static final Comparator<Read> IN_ORDER_OF_TIME =
        Comparator.<Read>comparingLong(read -> read.frame().payload().arrivalMicros())
            .thenComparingInt(read -> read.frame().payload().index());
  }

  Sources(List<Camera> cameras, int partitions, double readsPerSecond) {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic needs at least 1 partition, not " + partitions);
    }
    readMicros = 1e6 / readsPerSecond;
    partitionOfCamera = new int[cameras.size()];
    for (int camera = 0; camera < cameras.size(); camera++) {
      String id = cameras.get(camera).id();
      partitionOfCamera[camera] = Partitions.ofCamera(id, partitions);
      cameraNumbers.put(id, camera);
    }
    readerOfPartition = new int[partitions];
  }

  /**
   * Assigns partitions to the subtasks of a phase.
   *
   * @param reread frames that were read and not answered, which are read again
   */
  void assign(Phase phase, List<QueuedFrame<SimulatedFrame>> reread) {
    List<QueuedFrame<SimulatedFrame>> waiting = new ArrayList<>(reread);
    unread.forEach(waiting::addAll);
    waiting.sort(Comparator.comparingInt(frame -> frame.payload().index()));
    for (int partition = 0; partition < readerOfPartition.length; partition++) {
      readerOfPartition[partition] = Partitions.reader(TOPIC, partition, phase.readers());
    }
    unread = new ArrayList<>();
    for (int source = 0; source < phase.readers(); source++) {
      unread.add(new ArrayDeque<>());
    }
    freeMicros = Arrays.copyOf(freeMicros, phase.readers());
    for (int source = 0; source < freeMicros.length; source++) {
      freeMicros[source] = Math.max(freeMicros[source], phase.startMicros());
    }
    live = phase.live();
    for (QueuedFrame<SimulatedFrame> frame : waiting) {
      append(frame, cameraNumbers.get(frame.cameraId()));
    }
  }

  void append(QueuedFrame<SimulatedFrame> frame, int camera) {
    unread.get(readerOfPartition[partitionOfCamera[camera]]).add(frame);
  }

  /** Returns what is read before {@code untilMicros}, in the order in which it is read. */
  List<Read> readUntil(long untilMicros) {
    List<Read> reads = new ArrayList<>();
    for (int source = 0; source < live; source++) {
      Queue<QueuedFrame<SimulatedFrame>> log = unread.get(source);
      while (!log.isEmpty()) {
        SimulatedFrame next = log.element().payload();
        double atMicros = Math.max(freeMicros[source], next.arrivalMicros());
        if (atMicros >= untilMicros) {
          break;
        }
        reads.add(new Read(source, arriving(log.remove(), (long) atMicros)));
        freeMicros[source] = atMicros + readMicros;
      }
    }
    reads.sort(Read.IN_ORDER_OF_TIME);
    return reads;
  }

  boolean isEmpty() {
    return unread.stream().allMatch(Queue::isEmpty);
  }

  private static QueuedFrame<SimulatedFrame> arriving(
      QueuedFrame<SimulatedFrame> frame, long atMicros) {
    SimulatedFrame payload = frame.payload();
    if (payload.arrivalMicros() == atMicros) {
      return frame;
    }
    return new QueuedFrame<>(
        new SimulatedFrame(payload.index(), atMicros, payload.serviceFactor()),
        frame.cameraId(),
        frame.deadlineMicros(),
        frame.priority(),
        frame.width(),
        frame.height(),
        frame.encoding());
  }
}
