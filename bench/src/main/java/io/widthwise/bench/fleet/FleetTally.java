package io.widthwise.bench.fleet;

import io.widthwise.bench.simulate.OutcomeSink;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Counts the outcomes of a run, each frame's once. */
final class FleetTally implements OutcomeSink {
  private static final long LONGEST_LATENCY_MICROS = 600_000_000L;

  private final Fleet fleet;
  private final Map<String, Integer> cameraNumbers = new HashMap<>();
  private final int[] framesOfCamera;
  private final int[] hitsOfCamera;
  private final BitSet settled = new BitSet();
  private final Map<Double, Long> framesOfFactor = new TreeMap<>();
  private final Histogram latencyMicros = new Histogram(LONGEST_LATENCY_MICROS, 3);
  private final HitsOverTime overTime;
  private long frames;
  private long hits;
  private double accuracySum;

  FleetTally(Fleet fleet) {
    this.fleet = fleet;
    for (Camera camera : fleet.cameras()) {
      cameraNumbers.put(camera.id(), cameraNumbers.size());
    }
    framesOfCamera = new int[cameraNumbers.size()];
    hitsOfCamera = new int[cameraNumbers.size()];
    overTime = new HitsOverTime(fleet.lengthMicros());
  }

  @Override
  public void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros) {
    boolean hit = finishMicros <= frame.deadlineMicros();
    settle(frame, hit ? fleet.ladder().rungs().get(variant).accuracy() : 0, hit);
    latencyMicros.recordValue(
        Math.min(LONGEST_LATENCY_MICROS, finishMicros - publishedMicros(frame)));
  }

  @Override
  public void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros) {
    settle(frame, 0, false);
  }

  private void settle(QueuedFrame<SimulatedFrame> frame, double accuracy, boolean hit) {
    int index = frame.payload().index();
    if (settled.get(index)) {
      throw new IllegalStateException("frame %d has two outcomes".formatted(index));
    }
    settled.set(index);
    framesOfFactor.merge(frame.payload().serviceFactor(), 1L, Long::sum);
    int camera = cameraNumbers.get(frame.cameraId());
    framesOfCamera[camera]++;
    frames++;
    accuracySum += accuracy;
    if (hit) {
      hits++;
      hitsOfCamera[camera]++;
    }
    overTime.add(publishedMicros(frame), accuracy, hit);
  }

  private long publishedMicros(QueuedFrame<SimulatedFrame> frame) {
    return frame.deadlineMicros() - fleet.budgetMicros();
  }

  /**
   * Returns the result of a run.
   *
   * @param published frames that the cameras published, each of which must have an outcome
   * @param elapsed how long the run took
   */
  FleetCell cell(
      int partitions,
      Routing routing,
      Loss loss,
      int published,
      long[] sentToLane,
      Stopwatch.Elapsed elapsed) {
    if (frames != published) {
      throw new IllegalStateException(
          "%d frames were published but %d have an outcome".formatted(published, frames));
    }
    double bound = FluidBound.accuracy(fleet, loss.phases(fleet.lanes(), routing), framesOfFactor);
    double accuracy = accuracySum / Math.max(1, frames);
    double[] hitRates =
        IntStream.range(0, framesOfCamera.length)
            .filter(camera -> framesOfCamera[camera] > 0)
            .mapToDouble(camera -> (double) hitsOfCamera[camera] / framesOfCamera[camera])
            .sorted()
            .toArray();
    return new FleetCell(
        partitions,
        routing.text(),
        frames,
        (double) hits / Math.max(1, frames),
        accuracy,
        bound,
        bound == 0 ? 1 : accuracy / bound,
        new FleetCell.Quantiles(
            latencyMicros.getValueAtPercentile(50) / 1e3,
            latencyMicros.getValueAtPercentile(99) / 1e3),
        FleetCell.Share.of(hitRates),
        FleetCell.LaneLoad.of(loads(sentToLane)),
        recoveries(loss),
        overTime.seconds(),
        fleet.length().toMillis() / 1e3 / elapsed.wallSeconds(),
        fleet.length().toMillis() / 1e3 / elapsed.cpuSeconds());
  }

  private double[] loads(long[] sentToLane) {
    double microsPerFrame = fleet.ladder().serviceMicros(0) / fleet.lengthMicros();
    return Arrays.stream(sentToLane).mapToDouble(sent -> sent * microsPerFrame).sorted().toArray();
  }

  private List<HitsOverTime.Recovery> recoveries(Loss loss) {
    List<Long> interruptions = loss.interruptionsMicros();
    return IntStream.range(0, interruptions.size())
        .mapToObj(
            i ->
                overTime.recovery(
                    interruptions.get(0),
                    interruptions.get(i),
                    i + 1 < interruptions.size() ? interruptions.get(i + 1) : Long.MAX_VALUE))
        .toList();
  }
}
