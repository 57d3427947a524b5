package io.widthwise.bench.league;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.classify.LadderMeasurement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Finds ladders for the simulator. A ladder is a built-in profile, a bundle's directory, whose
 * variants are measured on this host as a lane does when it opens, or a profile in JSON:
 *
 * <pre>{@code
 * {"name": "my-ladder", "decodeMicros": 500,
 *  "rungs": [{"variant": "0.5@160/int8", "accuracy": 0.721, "inferenceMicros": 397}, ...]}
 * }</pre>
 *
 * <p>Times are medians of a frame on one thread; accuracies are shares, 0 to 1.
 */
public final class Ladders {
  /** Names of the built-in profiles. */
  public static final List<String> BUILT_IN =
      List.of("family-int8", "family-fp32", "paper-int8", "paper-fp32", "earlier-int8");

  private static final Duration MEASURING = Duration.ofSeconds(3);
  private static final double PIXELS = 640.0 * 480;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(LadderProfile.class);

  private Ladders() {}

  /**
   * Returns the ladder that {@code text} names.
   *
   * @throws IOException if a file cannot be read or is no ladder
   * @throws IllegalArgumentException if there is no such ladder
   */
  public static LadderProfile find(String text) throws IOException {
    if (BUILT_IN.contains(text)) {
      return builtIn(text);
    }
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      return measured(LadderBundle.open(path));
    }
    if (Files.isRegularFile(path)) {
      return profile(path);
    }
    throw new IllegalArgumentException(
        "no ladder is called '%s', nor is it a bundle's directory or a profile's JSON file; built in are %s"
            .formatted(text, String.join(", ", BUILT_IN)));
  }

  private static LadderProfile builtIn(String name) throws IOException {
    try (InputStream json = Ladders.class.getResourceAsStream(name + ".json")) {
      return JSON.readValue(json);
    }
  }

  private static LadderProfile profile(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s, line %d%s: %s; a profile is {\"name\", \"decodeMicros\", \"rungs\": [{\"variant\", \"accuracy\", \"inferenceMicros\"}]}"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  field(e),
                  e.getOriginalMessage()),
          e);
    }
  }

  private static String field(JsonProcessingException fault) {
    if (!(fault instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference reference : mapping.getPath()) {
      field.append(
          reference.getFieldName() == null
              ? "[" + reference.getIndex() + "]"
              : (field.isEmpty() ? "" : ".") + reference.getFieldName());
    }
    return ", field " + field;
  }

  private static LadderProfile measured(LadderBundle bundle) throws IOException {
    LadderMeasurement measurement = LadderMeasurement.measure(bundle, MEASURING);
    return new LadderProfile(
        bundle.ladder().name(),
        measurement.decodeNanosPerPixel() * PIXELS / 1e3,
        measurement.front().stream()
            .map(
                rung ->
                    new Rung(
                        rung.variant().key(),
                        rung.variant().accuracy().top1(),
                        rung.inferenceMicros()))
            .toList());
  }
}
