package io.widthwise.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Holds resources against Strimzi's own classes. Those are compiled for a newer Java than this
 * build needs, so they are read, not loaded: properties from getters, kinds of a type from its
 * annotations, values of an enum from its constants.
 */
final class StrimziClasses {
  private static final String OURS = "io/strimzi/";
  private static final String JSON_PROPERTY = "Lcom/fasterxml/jackson/annotation/JsonProperty;";
  private static final String SUB_TYPES = "Lcom/fasterxml/jackson/annotation/JsonSubTypes;";
  private static final Set<String> NO_PROPERTIES = Set.of("class", "additionalProperties");

  /** Reads what is no class of Strimzi: a value and the class's name. */
  private final BiConsumer<JsonNode, String> others;

  private final Map<String, Shape> shapes = new HashMap<>();

  /** What a class file tells. */
  private static final class Shape {
    String superName;
    boolean isEnum;
    final Map<String, String> typeByProperty = new TreeMap<>();
    final Map<String, String> subTypes = new TreeMap<>();
    final Set<String> constants = new java.util.TreeSet<>();
  }

  StrimziClasses(BiConsumer<JsonNode, String> others) {
    this.others = others;
  }

  /**
   * @param className binary name of the class, such as {@code io.strimzi.api.…Kafka}
   * @throws IllegalArgumentException if a field is unknown or holds what its type does not
   */
  void require(JsonNode resource, String className) {
    requireObject(resource, className.replace('.', '/'), "");
  }

  private void requireObject(JsonNode value, String className, String path) {
    Shape shape = shape(className);
    if (shape.isEnum) {
      if (!shape.constants.contains(letters(value.asText()))) {
        throw new IllegalArgumentException(
            "%s is '%s', not one of %s".formatted(path, value.asText(), shape.constants));
      }
      return;
    }
    if (!shape.subTypes.isEmpty()) {
      String kind = value.path("type").asText();
      if (!shape.subTypes.containsKey(kind)) {
        throw new IllegalArgumentException(
            "%s.type is '%s', not one of %s".formatted(path, kind, shape.subTypes.keySet()));
      }
      String subType = shape.subTypes.get(kind);
      if (!subType.equals(className)) {
        requireObject(value, subType, path);
        return;
      }
    }
    if (!value.isObject()) {
      throw new IllegalArgumentException("%s is no object: %s".formatted(path, value));
    }
    Map<String, String> types = properties(className);
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String type = types.get(field.getKey());
      if (type == null) {
        throw new IllegalArgumentException(
            "%s.%s is unknown; %s has %s"
                .formatted(path, field.getKey(), className, types.keySet()));
      }
      requireValue(field.getValue(), type, path + "." + field.getKey());
    }
  }

  /**
   * @param type a field type as class files have it, with the type of a list's elements
   */
  private void requireValue(JsonNode value, String type, String path) {
    if (type.startsWith("Ljava/util/List<")) {
      if (!value.isArray()) {
        throw new IllegalArgumentException("%s is no list: %s".formatted(path, value));
      }
      String element = type.substring("Ljava/util/List<".length(), type.length() - 2);
      value.forEach(each -> requireValue(each, element, path + "[]"));
      return;
    }
    boolean fits =
        switch (type.replaceAll("<.*", ";")) {
          case "Ljava/lang/String;" -> value.isTextual();
          case "I", "J", "Ljava/lang/Integer;", "Ljava/lang/Long;" -> value.isIntegralNumber();
          case "Z", "Ljava/lang/Boolean;" -> value.isBoolean();
          case "Ljava/util/Map;" -> value.isObject();
          default -> {
            String name = Type.getType(type.replaceAll("<.*", ";")).getInternalName();
            if (name.startsWith(OURS)) {
              requireObject(value, name, path);
            } else {
              others.accept(value, name.replace('/', '.'));
            }
            yield true;
          }
        };
    if (!fits) {
      throw new IllegalArgumentException("%s is %s, not %s".formatted(path, value, type));
    }
  }

  /** With those of the classes that it extends. */
  private Map<String, String> properties(String className) {
    Map<String, String> all = new TreeMap<>();
    String name = className;
    while (name.startsWith(OURS)) {
      shape(name).typeByProperty.forEach(all::putIfAbsent);
      name = shape(name).superName;
    }
    if (name.equals("io/fabric8/kubernetes/client/CustomResource")) {
      all.put("apiVersion", "Ljava/lang/String;");
      all.put("kind", "Ljava/lang/String;");
      all.put("metadata", "Lio/fabric8/kubernetes/api/model/ObjectMeta;");
    }
    return all;
  }

  private Shape shape(String className) {
    Shape known = shapes.get(className);
    if (known == null) {
      known = read(className);
      shapes.put(className, known);
    }
    return known;
  }

  private static Shape read(String className) {
    Shape shape = new Shape();
    try (InputStream in =
        StrimziClasses.class.getClassLoader().getResourceAsStream(className + ".class")) {
      if (in == null) {
        throw new IllegalArgumentException("no class " + className);
      }
      new ClassReader(in).accept(new Reader(shape), ClassReader.SKIP_CODE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shape;
  }

  /** READ and Read, DESCRIBE_CONFIGS and DescribeConfigs are the same. */
  private static String letters(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static final class Reader extends ClassVisitor {
    private final Shape shape;

    Reader(Shape shape) {
      super(Opcodes.ASM9);
      this.shape = shape;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] faces) {
      shape.superName = superName;
      shape.isEnum = (access & Opcodes.ACC_ENUM) != 0;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      if ((access & Opcodes.ACC_ENUM) != 0) {
        shape.constants.add(letters(name));
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      int never = Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;
      if ((access & never) != 0
          || !name.matches("(get|is)[A-Z].*")
          || Type.getArgumentTypes(descriptor).length > 0) {
        return null;
      }
      String noun = name.replaceFirst("get|is", "");
      String plain = Character.toLowerCase(noun.charAt(0)) + noun.substring(1);
      String type = (signature == null ? descriptor : signature).substring("()".length());
      if (NO_PROPERTIES.contains(plain)) {
        return null;
      }
      shape.typeByProperty.put(plain, type);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return !annotation.equals(JSON_PROPERTY)
              ? null
              : new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String key, Object value) {
                  if (key.equals("value") && !value.toString().isEmpty()) {
                    shape.typeByProperty.remove(plain);
                    shape.typeByProperty.put(value.toString(), type);
                  }
                }
              };
        }
      };
    }

    @Override
    public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      return annotation.equals(SUB_TYPES) ? new SubTypes(shape) : null;
    }
  }

  /** {@code @JsonSubTypes({@Type(name = …, value = …), …})}. */
  private static final class SubTypes extends AnnotationVisitor {
    private final Shape shape;

    SubTypes(Shape shape) {
      super(Opcodes.ASM9);
      this.shape = shape;
    }

    @Override
    public AnnotationVisitor visitArray(String key) {
      return this;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String key, String descriptor) {
      Map<String, String> parts = new HashMap<>();
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String part, Object value) {
          parts.put(part, value instanceof Type type ? type.getInternalName() : value.toString());
        }

        @Override
        public void visitEnd() {
          shape.subTypes.put(parts.get("name"), parts.get("value"));
        }
      };
    }
  }
}
