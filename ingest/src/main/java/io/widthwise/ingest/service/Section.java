package io.widthwise.ingest.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mapping of a configuration file. Reads its fields, and notes what is wrong with them instead
 * of stopping at the first fault, so that all can be told at once.
 */
final class Section {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  private final String place;
  private final JsonNode node;
  private final List<String> problems;
  private final Set<String> known = new TreeSet<>();

  /**
   * A view of {@code node}.
   *
   * @param place file and part of it, before each problem
   */
  Section(String place, JsonNode node, List<String> problems) {
    this.place = place;
    this.node = node;
    this.problems = problems;
    if (!node.isObject() && !node.isMissingNode()) {
      problems.add("%s: must be fields, NAME: VALUE, but is '%s'".formatted(place, text(node)));
    }
  }

  boolean present() {
    return node.isObject();
  }

  Section section(String field) {
    return new Section(place + ": " + field, get(field), problems);
  }

  /** The mappings of a list; empty if the field is absent. */
  List<JsonNode> list(String field) {
    JsonNode list = get(field);
    List<JsonNode> nodes = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(nodes::add);
    } else if (!list.isMissingNode()) {
      problem(field, "must be a list, each item behind a dash");
    }
    return nodes;
  }

  Optional<String> text(String field) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      problem(field, "must be a text but is '%s'".formatted(text(value)));
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  Optional<String> requiredText(String field) {
    if (get(field).isMissingNode()) {
      problem(field, "is missing");
    }
    return text(field);
  }

  Optional<Integer> integer(String field, int min, int max) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      problem(
          field,
          "must be a whole number from %d to %d but is '%s'".formatted(min, max, text(value)));
      return Optional.empty();
    }
    return Optional.of(value.intValue());
  }

  /** A number over 0. */
  Optional<Double> positive(String field, double max) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber() || !(value.doubleValue() > 0) || value.doubleValue() > max) {
      problem(
          field,
          "must be a number over 0 and at most %s but is '%s'"
              .formatted(Double.toString(max).replaceFirst("\\.0$", ""), text(value)));
      return Optional.empty();
    }
    return Optional.of(value.doubleValue());
  }

  Optional<Boolean> flag(String field) {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      problem(field, "must be true or false but is '%s'".formatted(text(value)));
      return Optional.empty();
    }
    return Optional.of(value.booleanValue());
  }

  /** A time such as 50ms, 2s or 1m, from a millisecond to {@code longest}. */
  Optional<Duration> duration(String field, Duration longest) {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = DURATION.matcher(text.get());
    Duration read = matcher.matches() ? duration(matcher) : Duration.ZERO;
    if (read.isZero() || read.compareTo(longest) > 0) {
      problem(
          field,
          "must be a time from 1ms to %ds, such as 50ms or 2s, but is '%s'"
              .formatted(longest.toSeconds(), text.get()));
      return Optional.empty();
    }
    return Optional.of(read);
  }

  private static Duration duration(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  Map<String, String> texts(String field) {
    JsonNode map = get(field);
    Map<String, String> texts = new LinkedHashMap<>();
    if (map.isMissingNode()) {
      return texts;
    }
    if (!map.isObject()) {
      problem(field, "must be fields, NAME: TEXT, but is '%s'".formatted(text(map)));
      return texts;
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
        texts.put(entry.getKey(), entry.getValue().asText());
      } else {
        problem(field + "." + entry.getKey(), "must be a text");
      }
    }
    return texts;
  }

  /** Notes fields that were not asked for. To be called after all others were read. */
  void noOthers() {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        problem(name, "is not known here; known are " + String.join(", ", known));
      }
    }
  }

  void problem(String field, String what) {
    problems.add("%s: %s %s".formatted(place, field, what));
  }

  private JsonNode get(String field) {
    known.add(field);
    return node.path(field);
  }

  private static String text(JsonNode node) {
    String text = node.isContainerNode() ? node.toString() : node.asText();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
