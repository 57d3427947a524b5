package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long services of a run took against the ladder as measured before it.
 *
 * @param pace median of service time over the ladder's; above 1 where the pipeline's other work, or
 *     another program's, takes from the lanes
 * @param factors service time over pace times the ladder's, by the frame's index
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of thousands of numbers; never compared.
record ServicePace(double pace, double[] factors) {
  /** The same factors for frames that were not served, each time that a run is looked at. */
  private static final long SEED = 1;

  static ServicePace of(List<Replayed> replayed, LadderProfile ladder) {
    Map<String, Double> expected = new HashMap<>();
    for (int i = 0; i < ladder.rungs().size(); i++) {
      expected.put(ladder.rungs().get(i).variant(), ladder.serviceMicros(i));
    }
    double[] ratios = replayed.stream().mapToDouble(frame -> ratio(frame, expected)).toArray();
    double[] known = Arrays.stream(ratios).filter(ratio -> ratio > 0).sorted().toArray();
    if (known.length == 0) {
      Arrays.fill(ratios, 1);
      return new ServicePace(1, ratios);
    }
    double pace = known[known.length / 2];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ratios.length; i++) {
      double ratio = ratios[i] > 0 ? ratios[i] : known[random.nextInt(known.length)];
      ratios[i] = ratio / pace;
    }
    return new ServicePace(pace, ratios);
  }

  /** 0 if the frame was not served, or by a variant that the ladder does not hold. */
  private static double ratio(Replayed frame, Map<String, Double> expected) {
    return frame
        .answer()
        .filter(Answer::isLabelled)
        .filter(answer -> expected.containsKey(answer.variant().orElseThrow()))
        .map(
            answer ->
                Math.max(1, answer.serviceMicros()) / expected.get(answer.variant().orElseThrow()))
        .orElse(0.0);
  }

  double factor(int frame) {
    return factors[frame];
  }
}
