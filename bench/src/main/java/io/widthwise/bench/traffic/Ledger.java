package io.widthwise.bench.traffic;

import io.widthwise.schemas.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every frame that was sent and what was heard of it, a few bytes each, since a run may have
 * millions. Written by the publisher's, the producer's and the reader's threads.
 */
final class Ledger {
  private static final int NO_OUTCOME = -1;
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Fault[] FAULTS = Fault.values();

  private final Map<String, Integer> cameraNumbers = new LinkedHashMap<>();
  private int[] camera = new int[1024];
  private long[] capturedMicros = new long[1024];
  private boolean[] acknowledged = new boolean[1024];
  private byte[] fault = new byte[1024];
  private byte[] outcome = new byte[1024];
  private boolean[] quarantined = new boolean[1024];
  private int[] admissionMicros = new int[1024];
  private int[] latencyMicros = new int[1024];
  private long[] receivedMicros = new long[1024];
  private int size;
  private int accounted;
  private long repeats;
  private long notSent;

  /** Notes a frame that is about to be sent; returns its index. */
  synchronized int sent(String cameraId, long micros, Fault what) {
    if (size == camera.length) {
      grow();
    }
    camera[size] = cameraNumbers.computeIfAbsent(cameraId, id -> cameraNumbers.size());
    capturedMicros[size] = micros;
    fault[size] = (byte) what.ordinal();
    outcome[size] = NO_OUTCOME;
    return size++;
  }

  private void grow() {
    int room = 2 * size;
    camera = Arrays.copyOf(camera, room);
    capturedMicros = Arrays.copyOf(capturedMicros, room);
    acknowledged = Arrays.copyOf(acknowledged, room);
    fault = Arrays.copyOf(fault, room);
    outcome = Arrays.copyOf(outcome, room);
    quarantined = Arrays.copyOf(quarantined, room);
    admissionMicros = Arrays.copyOf(admissionMicros, room);
    latencyMicros = Arrays.copyOf(latencyMicros, room);
    receivedMicros = Arrays.copyOf(receivedMicros, room);
  }

  /** Notes a frame that it was too late to send. */
  synchronized void notSent() {
    notSent++;
  }

  synchronized void acknowledged(int index) {
    acknowledged[index] = true;
  }

  /** Notes a result; a second one for the same frame is a repeat and changes nothing. */
  synchronized void answered(
      int index, Outcome what, long admittedMicros, long finishedMicros, long nowMicros) {
    requireKnown(index);
    if (outcome[index] != NO_OUTCOME) {
      repeats++;
      return;
    }
    accounted += quarantined[index] ? 0 : 1;
    outcome[index] = (byte) what.ordinal();
    admissionMicros[index] = since(capturedMicros[index], admittedMicros);
    latencyMicros[index] = since(capturedMicros[index], finishedMicros);
    receivedMicros[index] = nowMicros;
  }

  private static int since(long from, long to) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, to - from));
  }

  synchronized void quarantined(int index) {
    requireKnown(index);
    accounted += quarantined[index] || outcome[index] != NO_OUTCOME ? 0 : 1;
    quarantined[index] = true;
  }

  private void requireKnown(int index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "frame %d of this run was never sent; %d were".formatted(index, size));
    }
  }

  synchronized int size() {
    return size;
  }

  synchronized boolean isComplete() {
    return accounted == size;
  }

  synchronized long repeats() {
    return repeats;
  }

  synchronized long notSentFrames() {
    return notSent;
  }

  /** All frames in the order in which they were sent. */
  synchronized List<Entry> entries() {
    List<String> cameras = new ArrayList<>(cameraNumbers.keySet());
    List<Entry> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      entries.add(
          new Entry(
              cameras.get(camera[i]),
              capturedMicros[i],
              acknowledged[i],
              FAULTS[fault[i]],
              outcome[i] == NO_OUTCOME ? Optional.empty() : Optional.of(OUTCOMES[outcome[i]]),
              quarantined[i],
              admissionMicros[i],
              latencyMicros[i],
              receivedMicros[i]));
    }
    return entries;
  }
}
