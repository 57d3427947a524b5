package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.inference.schedule.WorthServing;
import io.widthwise.schemas.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a ladder's variants cost on this host, and so which of them are worth serving.
 *
 * @param front variants that no other beats in both accuracy and measured time, and at the narrow
 *     end only those worth serving ({@link WorthServing}), fastest first
 * @param decodeNanosPerPixel median decode time, a pixel of the frame
 */
public record LadderMeasurement(List<Measured> front, double decodeNanosPerPixel) {

  /**
   * One variant on this host.
   *
   * @param variant what was measured
   * @param inferenceMicros median time from pixels to labels
   */
  public record Measured(VariantSpec variant, double inferenceMicros) {}

  /** Measured in turns, so that a disturbance of the host meets all variants alike. */
  private static final int MIN_TURNS = 5;

  public LadderMeasurement {
    front = List.copyOf(front);
  }

  /**
   * Returns the median time from a 640 x 480 JPEG to its labels.
   *
   * @param rung one of {@link #front}
   * @return microseconds
   */
  public double pictureMicros(Measured rung) {
    return decodeNanosPerPixel * ProbeFrame.WIDTH * ProbeFrame.HEIGHT / 1e3
        + rung.inferenceMicros();
  }

  /**
   * Returns the most accurate variant with which a 640 x 480 JPEG takes no longer than {@code
   * budget}, in the median; empty if even the fastest takes longer.
   */
  public Optional<VariantSpec> mostAccurateWithin(Duration budget) {
    double micros = budget.toNanos() / 1e3;
    for (int rung = front.size() - 1; rung >= 0; rung--) {
      if (pictureMicros(front.get(rung)) <= micros) {
        return Optional.of(front.get(rung).variant());
      }
    }
    return Optional.empty();
  }

  /**
   * Measures every variant of {@code bundle} on a made-up 640 x 480 JPEG.
   *
   * @param time how long to measure; exceeded where it is too short for a few turns
   * @throws IOException if the bundle cannot be read
   * @throws IllegalStateException if a variant has no recorded accuracy to weigh its time against
   */
  public static LadderMeasurement measure(LadderBundle bundle, Duration time) throws IOException {
    return measure(bundle, time, Pause.NONE);
  }

  /**
   * As {@link #measure(LadderBundle, Duration)}, beside frames that are served.
   *
   * @param time how long to measure, pauses included
   * @param pause taken after each piece of work
   */
  public static LadderMeasurement measure(LadderBundle bundle, Duration time, Pause pause)
      throws IOException {
    Frame probe = ProbeFrame.create();
    try (FrameClassifier classifier =
        new FrameClassifier(
            new OpenCvFrameDecoder(),
            ModelLadder.open(
                bundle, bundle.ladder().variants(), ClassifierSettings.DEFAULT, pause))) {
      int variants = classifier.variants().size();
      List<List<Long>> inference = new ArrayList<>();
      for (int variant = 0; variant < variants; variant++) {
        inference.add(new ArrayList<>());
      }
      List<Long> decode = new ArrayList<>();
      long end = System.nanoTime() + time.toNanos();
      for (int turn = 0; turn < MIN_TURNS || System.nanoTime() < end; turn++) {
        for (int variant = 0; variant < variants; variant++) {
          LabelledFrame labelled = classifier.label(probe, variant);
          inference.get(variant).add(labelled.inferenceMicros());
          decode.add(labelled.decodeMicros());
          pause.after(1_000 * (labelled.decodeMicros() + labelled.inferenceMicros()));
        }
      }
      return of(bundle, classifier.variants(), inference, decode);
    } catch (UndecodableImageException e) {
      throw new IllegalStateException("the probe picture must be decodable", e);
    }
  }

  private static LadderMeasurement of(
      LadderBundle bundle,
      List<VariantSpec> variants,
      List<List<Long>> inference,
      List<Long> decode) {
    Map<VariantSpec, Double> micros = new HashMap<>();
    for (int i = 0; i < variants.size(); i++) {
      micros.put(variants.get(i), median(inference.get(i)));
    }
    List<Measured> front =
        bundle.ladder().paretoFront(micros::get).stream()
            .map(variant -> new Measured(variant, micros.get(variant)))
            .toList();
    double decodeMicros = median(decode);
    int narrowest =
        WorthServing.narrowest(
            front.stream().mapToDouble(rung -> rung.variant().accuracy().top1()).toArray(),
            front.stream().mapToDouble(rung -> decodeMicros + rung.inferenceMicros()).toArray());
    double pixels = (double) ProbeFrame.WIDTH * ProbeFrame.HEIGHT;
    return new LadderMeasurement(
        front.subList(narrowest, front.size()), decodeMicros * 1e3 / pixels);
  }

  /** At least 1 µs, so that ratios of measured times are defined. */
  private static double median(List<Long> micros) {
    long[] sorted = micros.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return Math.max(1, sorted[sorted.length / 2]);
  }
}
