package io.widthwise.inference.bundle;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variants of one file are one graph at several resolutions, so all that is a property of the graph
 * must be told of each alike.
 */
final class SharedFiles {
  private SharedFiles() {}

  static void requireAlike(List<VariantSpec> variants) {
    Map<String, VariantSpec> first = new HashMap<>();
    for (VariantSpec variant : variants) {
      VariantSpec sharer = first.putIfAbsent(variant.file(), variant);
      if (sharer != null) {
        requireAlike(sharer, variant);
      }
    }
  }

  private static void requireAlike(VariantSpec one, VariantSpec other) {
    Map<String, Object> expected = ofTheGraph(one);
    ofTheGraph(other)
        .forEach(
            (field, value) -> {
              Object first = expected.getOrDefault(field, value);
              if (!value.equals(first)) {
                throw new IllegalArgumentException(
                    "variants: %s and %s share the file %s and so must have the same %s but have %s and %s"
                        .formatted(
                            one.fullName(), other.fullName(), one.file(), field, first, value));
              }
            });
  }

  private static Map<String, Object> ofTheGraph(VariantSpec variant) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("sha256", variant.sha256());
    properties.put("family", variant.family());
    properties.put("width", variant.width());
    properties.put("precision", variant.precision().text());
    properties.put("input.name", variant.input().name());
    properties.put("output", variant.output());
    properties.put("normalisation", variant.normalisation());
    properties.put("parameters", variant.parameters());
    return properties;
  }
}
