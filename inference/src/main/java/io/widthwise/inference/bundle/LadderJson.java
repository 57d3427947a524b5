package io.widthwise.inference.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code ladder.json} strictly and turns every fault into a sentence that names its field.
 */
final class LadderJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private LadderJson() {}

  static byte[] write(Ladder ladder) throws IOException {
    return (WRITER.writeValueAsString(ladder) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Ladder read(Path file, byte[] json) throws InvalidBundleException {
    JsonNode tree = parse(file, json);
    int version = FormatVersion.of(file, tree);
    try {
      return MAPPER.treeToValue(FormatVersion.upgrade(file, tree, version), Ladder.class);
    } catch (JsonMappingException e) {
      throw new InvalidBundleException(file, field(e.getPath()), fault(e, version), e);
    } catch (JsonProcessingException e) {
      throw notJson(file, e);
    }
  }

  private static JsonNode parse(Path file, byte[] json) throws InvalidBundleException {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw notJson(file, e);
    }
  }

  private static InvalidBundleException notJson(Path file, IOException e) {
    String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    return new InvalidBundleException(
        file, null, "is not JSON or was cut short: %s".formatted(message), e);
  }

  private static String fault(JsonMappingException e, int version) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .filter(name -> !FormatVersion.fieldsAfter(version).contains(name))
              .sorted()
              .toList();
      return "is unknown to format version %d; known here are %s".formatted(version, known);
    }
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return e.getCause().getMessage();
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "'%s' is not one of the values known: %s"
          .formatted(format.getValue(), enumTexts(format.getTargetType()));
    }
    if (e.getOriginalMessage().startsWith("Missing creator property")) {
      return "is missing; format version %d wants every field".formatted(version);
    }
    return e.getOriginalMessage();
  }

  private static List<String> enumTexts(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> MAPPER.convertValue(constant, String.class))
        .toList();
  }

  private static String field(List<JsonMappingException.Reference> path) {
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : path) {
      if (step.getFieldName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return field.isEmpty() ? null : field.toString();
  }
}
