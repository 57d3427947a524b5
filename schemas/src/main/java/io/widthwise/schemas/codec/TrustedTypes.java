package io.widthwise.schemas.codec;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may instantiate the generated records. Since 1.12.2 it refuses every class
 * that it was not told to trust, by system properties or by this call, which spares each process
 * that links the codecs a JVM flag. Trust adds up and is by name, so nothing here outlives its
 * class loader.
 */
final class TrustedTypes {
  private TrustedTypes() {}

  /** Trusts the records and enums of {@code schema}, which must be our own and not a message's. */
  static synchronized void trust(Schema schema) {
    Set<String> names = new LinkedHashSet<>();
    collect(schema, names);
    ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.Builder added = ClassSecurityValidator.builder();
    names.forEach(added::add);
    ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(trusted, added.build()));
  }

  private static void collect(Schema schema, Set<String> names) {
    switch (schema.getType()) {
      case RECORD -> {
        if (names.add(schema.getFullName())) {
          schema.getFields().forEach(field -> collect(field.schema(), names));
        }
      }
      case ENUM, FIXED -> names.add(schema.getFullName());
      case ARRAY -> collect(schema.getElementType(), names);
      case MAP -> collect(schema.getValueType(), names);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, names));
      default -> {}
    }
  }
}
