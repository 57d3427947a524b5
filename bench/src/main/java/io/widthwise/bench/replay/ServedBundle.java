package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.LadderMeasurement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bundle that the job serves, as far as a replay needs to know it.
 *
 * @param name for people
 * @param release name of its release
 * @param classes names of the classes that it tells apart
 * @param accuracy recorded top-1, 0 to 1, by the variant's key; variants that nobody measured are
 *     absent
 */
public record ServedBundle(
    String name, String release, Set<String> classes, Map<String, Double> accuracy) {
  private static final double PIXELS = 640.0 * 480;

  public ServedBundle {
    classes = Set.copyOf(classes);
    accuracy = Map.copyOf(accuracy);
  }

  static ServedBundle of(LadderBundle bundle) {
    Map<String, Double> accuracy = new HashMap<>();
    for (VariantSpec variant : bundle.ladder().variants()) {
      if (variant.accuracy() != null) {
        accuracy.put(variant.key(), variant.accuracy().top1());
      }
    }
    return new ServedBundle(
        bundle.ladder().name(), bundle.ladder().release(), Set.copyOf(bundle.labels()), accuracy);
  }

  /** Opens the bundle that was named, else the family that comes along with the installation. */
  public static LadderBundle open(Optional<Path> named) throws IOException {
    return LadderBundle.open(named.isPresent() ? named.get() : embedded());
  }

  /** The family lies two folders above the folder of jars that this class was loaded from. */
  private static Path embedded() {
    try {
      Path jar =
          Path.of(ServedBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../../family").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Measures what its rungs cost on this host, for frames of 640x480. */
  static LadderProfile measure(LadderBundle bundle, Duration time) throws IOException {
    LadderMeasurement measurement = LadderMeasurement.measure(bundle, time);
    return new LadderProfile(
        bundle.ladder().name(),
        measurement.decodeNanosPerPixel() * PIXELS / 1e3,
        measurement.front().stream()
            .map(
                measured ->
                    new Rung(
                        measured.variant().key(),
                        measured.variant().accuracy().top1(),
                        measured.inferenceMicros()))
            .toList());
  }

  /** Recorded accuracy of a variant; 0 where none is recorded. */
  double accuracyOf(String variant) {
    return accuracy.getOrDefault(variant, 0.0);
  }
}
