package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.LadderMeasurement.Measured;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps what a bundle's variants cost on this host, so that a task that takes over from a dead one
 * serves at once. A measurement an hour old is made again, since a host's neighbours change; what
 * changes sooner is corrected while serving.
 */
public final class MeasurementMemory {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String DECODE = "decodeNanosPerPixel";
  private static final String VARIANT = "inferenceMicros.";

  private final Path folder;
  private final Clock clock;

  /**
   * @param folder a folder of this host that its tasks share
   */
  public MeasurementMemory(Path folder) {
    this(folder, Clock.systemUTC());
  }

  MeasurementMemory(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What the variants of {@code bundle} cost: as remembered, else measured as {@link
   * LadderMeasurement#measure} does.
   *
   * @throws IOException if the bundle cannot be read or the measurement cannot be kept
   */
  public LadderMeasurement measure(LadderBundle bundle, Duration time) throws IOException {
    Path file = folder.resolve("widthwise-measured-" + bundle.ladderSha256() + ".properties");
    Optional<LadderMeasurement> known = recall(bundle, file);
    if (known.isPresent()) {
      return known.get();
    }
    LadderMeasurement measured = LadderMeasurement.measure(bundle, time);
    keep(measured, file);
    return measured;
  }

  private Optional<LadderMeasurement> recall(LadderBundle bundle, Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Instant oldest = clock.instant().minus(LONGEST);
    if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      kept.load(reader);
    }
    Map<String, VariantSpec> variants =
        bundle.ladder().variants().stream()
            .collect(Collectors.toMap(VariantSpec::fullName, Function.identity()));
    List<Measured> front = new ArrayList<>();
    for (int i = 0; kept.containsKey(VARIANT + i); i++) {
      String[] fields = kept.getProperty(VARIANT + i).split(" ", 2);
      front.add(new Measured(variants.get(fields[1]), Double.parseDouble(fields[0])));
    }
    return Optional.of(new LadderMeasurement(front, Double.parseDouble(kept.getProperty(DECODE))));
  }

  private void keep(LadderMeasurement measured, Path file) throws IOException {
    Properties kept = new Properties();
    kept.setProperty(DECODE, Double.toString(measured.decodeNanosPerPixel()));
    for (int i = 0; i < measured.front().size(); i++) {
      Measured each = measured.front().get(i);
      kept.setProperty(VARIANT + i, each.inferenceMicros() + " " + each.variant().fullName());
    }
    // In one step, since lanes of this host may do the same at the same time.
    Path fresh = Files.createTempFile(folder, "widthwise-measured-", ".new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      kept.store(writer, null);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
