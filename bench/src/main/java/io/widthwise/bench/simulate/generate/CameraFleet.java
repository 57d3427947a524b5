package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A fleet of cameras at fixed rates that join and leave. Each place of the fleet is taken by one
 * camera after another: it stays for 8 s on average at 5, 10, 15 or 30 frames a second, and after 4
 * s on average another joins. Frames reach the pipeline up to 2 ms late.
 */
public final class CameraFleet implements TraceGenerator {
  /** Places, unless given: about one frame a millisecond. */
  public static final int USUAL_PLACES = 100;

  private static final double[] FRAMES_PER_SECOND = {5, 10, 15, 30};
  private static final double STAY_MILLIS = 8_000;
  private static final double PAUSE_MILLIS = 4_000;
  private static final double JITTER_MILLIS = 2;

  private final int places;

  /**
   * @param places cameras that may be there at once, at least 1
   */
  public CameraFleet(int places) {
    if (places < 1) {
      throw new IllegalArgumentException(
          "a fleet needs at least one camera, as in cameras:100, but has " + places);
    }
    this.places = places;
  }

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    var soonest = new PriorityQueue<Place>(Comparator.comparingDouble(place -> place.nextMillis));
    for (int place = 0; place < places; place++) {
      soonest.add(new Place(place, random.split()));
    }
    List<Arrival> arrivals = new ArrayList<>(frames);
    while (arrivals.size() < frames) {
      Place place = soonest.remove();
      arrivals.add(place.arrive());
      soonest.add(place);
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::arrivalMillis));
    return arrivals;
  }

  private static final class Place {
    private final int number;
    private final SplittableRandom random;
    private int camerasSoFar;
    private double gapMillis;
    private double leavesMillis;
    private double nextMillis;

    Place(int number, SplittableRandom random) {
      this.number = number;
      this.random = random;
      // Some places are taken at the start, the others soon.
      boolean taken = random.nextDouble() < STAY_MILLIS / (STAY_MILLIS + PAUSE_MILLIS);
      join(taken ? 0 : Arrivals.exponential(random, PAUSE_MILLIS));
    }

    private void join(double atMillis) {
      camerasSoFar++;
      gapMillis = 1e3 / FRAMES_PER_SECOND[random.nextInt(FRAMES_PER_SECOND.length)];
      leavesMillis = atMillis + Arrivals.exponential(random, STAY_MILLIS);
      nextMillis = atMillis + random.nextDouble() * gapMillis;
    }

    Arrival arrive() {
      double late = random.nextDouble() * JITTER_MILLIS;
      var arrival =
          new Arrival(nextMillis + late, "camera-%d.%d".formatted(number, camerasSoFar), 0, 0);
      nextMillis += gapMillis;
      if (nextMillis > leavesMillis) {
        join(leavesMillis + Arrivals.exponential(random, PAUSE_MILLIS));
      }
      return arrival;
    }
  }
}
