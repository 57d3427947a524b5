package io.widthwise.job;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.FrameClassifier;
import io.widthwise.inference.classify.LadderMeasurement;
import io.widthwise.inference.classify.LadderMeasurement.Measured;
import io.widthwise.inference.classify.MeasurementMemory;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.classify.Pause;
import io.widthwise.inference.decode.DecodeScale;
import io.widthwise.inference.decode.FrameDecoders;
import io.widthwise.inference.schedule.DecisionExplainer;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.schemas.Variant;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * One release of a bundle as a lane serves it: sessions, what they cost on this host, and a policy
 * to choose among them. Made by any thread, then used by the lane's alone.
 */
final class ServedRelease implements AutoCloseable {
  private static final int WARM_UP_RUNS = 20;

  /** Measured times of equal variants differ by so much. */
  private static final double ALIKE = 1.05;

  private final String family;
  private final String release;
  private final String ladderSha256;
  private final FrameClassifier classifier;
  private final LatencyProfile times;
  private final List<VariantSpec> specs;
  private final List<Variant> variants;
  private final Set<String> classes;
  private final DecisionExplainer explainer;
  private final VariantPolicy policy;
  private final String description;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Measures the bundle's variants on this host, with a probe picture whose labels must be
   * probabilities, and loads and warms those on the Pareto front.
   *
   * @param pause taken between pieces of work, if frames are served meanwhile
   */
  static ServedRelease open(LadderBundle bundle, JobSettings settings, Pause pause)
      throws IOException {
    return open(
        bundle, LadderMeasurement.measure(bundle, settings.profileTime(), pause), settings, pause);
  }

  /** The same, of variants that may have been measured on this host before. */
  static ServedRelease open(LadderBundle bundle, JobSettings settings, MeasurementMemory memory)
      throws IOException {
    return open(bundle, memory.measure(bundle, settings.profileTime()), settings, Pause.NONE);
  }

  private static ServedRelease open(
      LadderBundle bundle, LadderMeasurement measurement, JobSettings settings, Pause pause)
      throws IOException {
    List<VariantSpec> front = measurement.front().stream().map(Measured::variant).toList();
    VariantPolicy policy =
        Policies.parse(settings.policy())
            .create(settings.margin(), front.stream().map(VariantSpec::key).toList());
    FrameClassifier classifier =
        new FrameClassifier(
            FrameDecoders.open(settings.limits()),
            ModelLadder.open(
                bundle, front, new ClassifierSettings(settings.topK(), WARM_UP_RUNS), pause));
    return new ServedRelease(bundle, measurement, classifier, policy, settings);
  }

  private ServedRelease(
      LadderBundle bundle,
      LadderMeasurement measurement,
      FrameClassifier classifier,
      VariantPolicy policy,
      JobSettings settings) {
    this.family = bundle.ladder().name();
    this.release = bundle.ladder().release();
    this.ladderSha256 = bundle.ladderSha256();
    this.classifier = classifier;
    this.policy = policy;
    this.specs = classifier.variants();
    this.variants = specs.stream().map(spec -> variant(spec, release)).toList();
    this.classes = new HashSet<>(bundle.labels());
    this.times =
        new LatencyProfile(
            measurement.front().stream().map(ServedRelease::variantTimes).toList(),
            measurement.decodeNanosPerPixel(),
            this::decodeScaleLog2);
    this.explainer =
        new DecisionExplainer(
            specs.stream().map(VariantSpec::key).toList(), times, settings.margin());
    this.description =
        release
            + ": "
            + measurement.front().stream()
                .map(ServedRelease::describe)
                .collect(Collectors.joining(", "));
  }

  /** What the ladder recognises; releases replace only others of it. */
  String family() {
    return family;
  }

  String release() {
    return release;
  }

  String ladderSha256() {
    return ladderSha256;
  }

  FrameClassifier classifier() {
    return classifier;
  }

  LatencyProfile times() {
    return times;
  }

  VariantPolicy policy() {
    return policy;
  }

  DecisionExplainer explainer() {
    return explainer;
  }

  Variant variant(int rung) {
    return variants.get(rung);
  }

  /** True if it knows a class of this name. */
  boolean knows(String label) {
    return classes.contains(label);
  }

  /** Returns its most accurate rung that is expected to take no longer, else its fastest. */
  int rungWithin(long micros, QueuedFrame<?> frame) {
    int rung = specs.size() - 1;
    while (rung > 0 && times.expectMicros(rung, frame) > ALIKE * micros) {
      rung--;
    }
    return rung;
  }

  /** Name and rungs, for the log. */
  @Override
  public String toString() {
    return description;
  }

  /** Frees its sessions; closing twice is harmless. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      classifier.close();
    }
  }

  private int decodeScaleLog2(int variant, QueuedFrame<?> frame) {
    VariantSpec spec = specs.get(variant);
    int denominator =
        DecodeScale.forFrame(frame.width(), frame.height(), spec.resolution(), spec.resize())
            .denominator();
    return Integer.numberOfTrailingZeros(denominator);
  }

  private static Variant variant(VariantSpec spec, String release) {
    return new Variant(
        spec.family(), spec.width(), spec.resolution(), spec.precision().text(), release);
  }

  private static VariantTimes variantTimes(Measured measured) {
    return new VariantTimes(measured.variant().accuracy().top1(), measured.inferenceMicros());
  }

  private static String describe(Measured measured) {
    return "%s (top-1 %.1f %%, %.0f µs)"
        .formatted(
            measured.variant().key(),
            100 * measured.variant().accuracy().top1(),
            measured.inferenceMicros());
  }
}
