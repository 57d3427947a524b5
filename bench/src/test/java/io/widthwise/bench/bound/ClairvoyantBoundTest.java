package io.widthwise.bench.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ClairvoyantBoundTest {
  private static final double ROUNDING = 1e-9;
  private static final Capacity STEADY = time -> time;
  private static final List<OfflineRung> LADDER =
      List.of(new OfflineRung(2, 0.4), new OfflineRung(6, 0.6), new OfflineRung(20, 0.8));

  @Property(tries = 4_000)
  void noScheduleIsMoreAccurate(@ForAll("instances") Instance instance) {
    assertThat(instance.bound().accuracySum())
        .isGreaterThanOrEqualTo(EverySchedule.bestAccuracySum(instance) - ROUNDING);
  }

  @Property(tries = 4_000)
  void noScheduleServesMoreFramesInTime(@ForAll("instances") Instance instance) {
    assertThat(instance.bound().framesInTime())
        .isGreaterThanOrEqualTo(EverySchedule.mostFramesInTime(instance));
  }

  @Property(tries = 4_000)
  void noScheduleBeatsTheBoundWhereDeadlinesAreInOrder(@ForAll("inOrder") Instance instance) {
    Bound bound = instance.bound();

    assertThat(bound.accuracySum())
        .isGreaterThanOrEqualTo(EverySchedule.bestAccuracySum(instance) - ROUNDING);
    assertThat(bound.framesInTime())
        .isGreaterThanOrEqualTo(EverySchedule.mostFramesInTime(instance));
  }

  @Property(tries = 4_000)
  void framesInTimeAreExactForOneLaneWithDeadlinesInOrder(@ForAll("inOrder") Instance instance) {
    Instance onOne = instance.withLanes(instance.lanes().subList(0, 1));

    assertThat(onOne.bound().framesInTime()).isEqualTo(EverySchedule.mostFramesInTime(onOne));
  }

  @Property(tries = 2_000)
  void isTheBestOfAllFluidPlans(@ForAll("tiny") Instance instance) {
    assertThat(instance.bound().accuracySum())
        .isCloseTo(EveryFluidPlan.bestAccuracySum(instance), within(ROUNDING));
  }

  @Property(tries = 4_000)
  void givesEqualTimeInCriticalIntervals(@ForAll("alike") Instance instance) {
    ConcaveEnvelope envelope = ConcaveEnvelope.of(instance.rungs());

    double expected =
        CriticalIntervals.shares(instance.frames()).stream().mapToDouble(envelope::at).sum();

    assertThat(instance.bound().accuracySum()).isCloseTo(expected, within(ROUNDING));
  }

  @Property(tries = 4_000)
  void doesNotFallWithMoreCapacity(
      @ForAll("instances") Instance instance, @ForAll("lanes") List<UnevenLane> others) {
    List<UnevenLane> more = new ArrayList<>(instance.lanes());
    UnevenLane first = more.get(0);
    UnevenLane other = others.get(0);
    more.set(
        0,
        new UnevenLane(
            IntStream.range(0, first.speeds().size())
                .mapToObj(i -> first.speeds().get(i) + speed(other, i))
                .toList()));

    Bound with = instance.withLanes(more).bound();

    assertThat(with.accuracySum())
        .isGreaterThanOrEqualTo(instance.bound().accuracySum() - ROUNDING);
  }

  @Property(tries = 4_000)
  void framesInTimeDoNotFallWithMoreCapacity(
      @ForAll("inOrder") Instance instance, @ForAll("lanes") List<UnevenLane> others) {
    List<UnevenLane> more = new ArrayList<>(instance.lanes());
    more.addAll(others);

    assertThat(instance.withLanes(more).bound().framesInTime())
        .isGreaterThanOrEqualTo(instance.bound().framesInTime());
  }

  @Property(tries = 4_000)
  void doesNotFallWithLaterDeadlines(
      @ForAll("instances") Instance instance, @ForAll("delays") int[] delays) {
    double[] later = instance.frames().deadlineMicros().clone();
    Arrays.setAll(later, j -> later[j] + delays[j]);

    assertThat(instance.withDeadlines(later).bound().accuracySum())
        .isGreaterThanOrEqualTo(instance.bound().accuracySum() - ROUNDING);
  }

  @Property(tries = 4_000)
  void framesInTimeDoNotFallWithLaterDeadlinesInOrder(
      @ForAll("inOrder") Instance instance, @ForAll("delays") int[] delays) {
    Arrays.sort(delays);
    double[] later = instance.frames().deadlineMicros().clone();
    Arrays.setAll(later, j -> later[j] + delays[j]);

    assertThat(instance.withDeadlines(later).bound().framesInTime())
        .isGreaterThanOrEqualTo(instance.bound().framesInTime());
  }

  @Test
  void aBurstSharesTheTimeUntilItsDeadline() {
    Bound bound = ClairvoyantBound.of(alike(5, 100, 150), LADDER, STEADY);

    // 10 µs each: 0.6 and 4 of the 14 µs on to 0.8.
    assertThat(bound.accuracySum()).isCloseTo(5 * (0.6 + 0.2 * 4 / 14), within(ROUNDING));
    assertThat(bound.meanAccuracy()).isCloseTo(0.6 + 0.2 * 4 / 14, within(ROUNDING));
    assertThat(bound.framesInTime()).isEqualTo(5);
    assertThat(bound.hitRate()).isEqualTo(1);
  }

  @Test
  void aCriticalIntervalTakesNothingFromTheTimeAfterIt() {
    var frames =
        new OfflineFrames(
            new double[] {0, 0, 0, 12}, new double[] {20, 20, 20, 35}, new double[] {1, 1, 1, 1});

    // Three share the first 20 µs, the fourth has the 15 µs after them.
    assertThat(ClairvoyantBound.of(frames, LADDER, STEADY).accuracySum())
        .isCloseTo(3 * (0.6 + 0.2 * (20 / 3.0 - 6) / 14) + 0.6 + 0.2 * 9 / 14, within(ROUNDING));
  }

  @Test
  void lanesTogetherServeABurstButOneFrameIsServedByOne() {
    Capacity two = UnevenLane.together(List.of(UnevenLane.STEADY, UnevenLane.STEADY));

    assertThat(ClairvoyantBound.of(alike(2, 0, 6), LADDER, two).accuracySum())
        .isCloseTo(1.2, within(ROUNDING));
    assertThat(ClairvoyantBound.of(alike(1, 0, 10), LADDER, two).accuracySum())
        .isCloseTo(0.6, within(ROUNDING));
  }

  @Test
  void framesThatFallIntoAStallAreMissed() {
    UnevenLane stalled = new UnevenLane(List.of(1.0, 0.0, 0.0, 1.0));
    var frames =
        new OfflineFrames(
            new double[] {4, 5, 10}, new double[] {14, 14, 17}, new double[] {1, 1, 1});

    Bound bound = ClairvoyantBound.of(frames, LADDER, stalled);

    assertThat(bound.framesInTime()).isEqualTo(1);
    assertThat(bound.accuracySum()).isCloseTo(0.4, within(ROUNDING));
  }

  @Test
  void countsWholeFramesOnly() {
    Bound bound = ClairvoyantBound.of(alike(5, 0, 7), LADDER, STEADY);

    assertThat(bound.framesInTime()).isEqualTo(3);
  }

  @Test
  void countsWholeFramesOfEachBurstWhereDeadlinesAreOutOfOrder() {
    var frames =
        new OfflineFrames(
            new double[] {0, 0, 1, 100, 100, 101},
            new double[] {5, 5, 4, 105, 105, 104},
            new double[] {1, 1, 1, 1, 1, 1});

    // Two and a half at a time, which would be five together.
    assertThat(ClairvoyantBound.of(frames, LADDER, STEADY).framesInTime()).isEqualTo(4);
  }

  @Test
  void roundingLosesNoFrame() {
    List<OfflineRung> tenth = List.of(new OfflineRung(0.1, 1));
    double start = 1e9 + 0.1;

    // Added up one by one, three tenths end after the deadline.
    assertThat(ClairvoyantBound.of(alike(3, 0, 0.3), tenth, STEADY).framesInTime()).isEqualTo(3);
    assertThat(ClairvoyantBound.of(alike(3, start, start + 0.3), tenth, STEADY).framesInTime())
        .isEqualTo(3);
  }

  @Test
  void slowerFramesTakeMoreOfTheTime() {
    var frames = new OfflineFrames(new double[] {0, 0}, new double[] {8, 8}, new double[] {1, 3});

    // 2 and 6 µs for the first rung of each.
    assertThat(ClairvoyantBound.of(frames, LADDER, STEADY).accuracySum())
        .isCloseTo(0.8, within(ROUNDING));
  }

  @Test
  void noFramesHaveABoundOfNothing() {
    Bound bound = ClairvoyantBound.of(alike(0, 0, 0), LADDER, STEADY);

    assertThat(bound).isEqualTo(new Bound(0, 0, 0));
    assertThat(bound.meanAccuracy()).isZero();
    assertThat(bound.hitRate()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoInstance() {
    assertThatThrownBy(() -> ClairvoyantBound.of(alike(1, 0, 9), List.of(), STEADY))
        .hasMessageContaining("no rung");
    assertThatThrownBy(() -> ClairvoyantBound.of(alike(1, 0, 9), LADDER, time -> -time))
        .hasMessageContaining("must not fall");
    assertThatThrownBy(() -> ClairvoyantBound.of(alike(1, 0, 9), LADDER, time -> Double.NaN))
        .hasMessageContaining("must be finite");
    assertThatThrownBy(() -> new OfflineRung(0, 0.5)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new OfflineRung(1, 1.5)).hasMessageContaining("from 0 to 1");
    double[] one = {1};
    assertThatThrownBy(() -> new OfflineFrames(one, one, new double[2]))
        .hasMessageContaining("1, 1 and 2");
    assertThatThrownBy(() -> new OfflineFrames(one, one, new double[1]))
        .hasMessageContaining("frame 0: the service factor");
    assertThatThrownBy(() -> new OfflineFrames(one, new double[] {Double.NaN}, one))
        .hasMessageContaining("must be finite");
    double[] falling = {2, 1};
    assertThatThrownBy(() -> new OfflineFrames(falling, falling, falling))
        .hasMessageContaining("sort the frames by arrival");
  }

  @Provide
  Arbitrary<Instance> instances() {
    return Instances.any();
  }

  @Provide
  Arbitrary<Instance> inOrder() {
    return Instances.inOrder();
  }

  @Provide
  Arbitrary<Instance> alike() {
    return Instances.alike();
  }

  @Provide
  Arbitrary<Instance> tiny() {
    return Instances.tiny();
  }

  @Provide
  Arbitrary<List<UnevenLane>> lanes() {
    return Instances.lanes();
  }

  @Provide
  Arbitrary<int[]> delays() {
    return Arbitraries.integers().between(0, 9).array(int[].class).ofSize(6);
  }

  private static OfflineFrames alike(int count, double arrival, double deadline) {
    double[] arrivals = new double[count];
    double[] deadlines = new double[count];
    double[] factors = new double[count];
    Arrays.fill(arrivals, arrival);
    Arrays.fill(deadlines, deadline);
    Arrays.fill(factors, 1);
    return new OfflineFrames(arrivals, deadlines, factors);
  }

  private static double speed(UnevenLane lane, int slot) {
    return slot < lane.speeds().size() ? lane.speeds().get(slot) : 1;
  }
}
