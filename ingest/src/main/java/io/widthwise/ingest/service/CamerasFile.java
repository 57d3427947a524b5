package io.widthwise.ingest.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.widthwise.ingest.source.CameraIds;
import io.widthwise.ingest.source.SourceSpec;
import io.widthwise.schemas.check.FrameLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the YAML file that lists cameras. What it says of logins may be {@code ${NAME}}, which
 * stands for that environment variable.
 */
public final class CamerasFile {
  private static final Duration LONGEST_BUDGET = Duration.ofSeconds(600);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Path file;
  private final UnaryOperator<String> environment;
  private final List<String> problems = new ArrayList<>();

  private CamerasFile(Path file, UnaryOperator<String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads and checks {@code file}; opens no source.
   *
   * @throws ConfigException if it cannot be used; has a sentence for each problem
   */
  public static IngestConfig read(Path file) throws ConfigException {
    return read(file, System::getenv);
  }

  static IngestConfig read(Path file, UnaryOperator<String> environment) throws ConfigException {
    String yaml;
    try {
      yaml = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(List.of("%s cannot be read: %s".formatted(file, e)));
    }
    return parse(file, yaml, environment);
  }

  /** Reads {@code yaml}, the content of {@code file}. */
  static IngestConfig parse(Path file, String yaml, UnaryOperator<String> environment)
      throws ConfigException {
    return new CamerasFile(file, environment).parse(yaml);
  }

  private IngestConfig parse(String yaml) throws ConfigException {
    Section root = new Section(file.toString(), tree(yaml), problems);
    IngestConfig.Http http = http(root.section("http"));
    Section defaults = root.section("defaults");
    List<ApiKey> keys = keys(root);
    List<CameraConfig> cameras = cameras(root, defaults);
    defaults.noOthers();
    root.noOthers();
    requireKeysForPosts(keys, cameras);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new IngestConfig(http, keys, cameras);
  }

  private JsonNode tree(String yaml) throws ConfigException {
    YAMLFactory strict =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try {
      JsonNode tree = new YAMLMapper(strict).readTree(yaml);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : " line %d".formatted(at.getLineNr());
      String first = e.getOriginalMessage().lines().findFirst().orElse("it is no YAML");
      throw new ConfigException(List.of("%s%s: %s".formatted(file, place, first)));
    }
  }

  private static IngestConfig.Http http(Section section) {
    IngestConfig.Http otherwise = IngestConfig.Http.DEFAULT;
    IngestConfig.Http http =
        new IngestConfig.Http(
            section.text("address").orElse(otherwise.address()),
            section.integer("port", 0, 65_535).orElse(otherwise.port()));
    section.noOthers();
    return http;
  }

  private List<CameraConfig> cameras(Section root, Section defaults) {
    List<CameraConfig> cameras = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<JsonNode> nodes = root.list("cameras");
    if (nodes.isEmpty()) {
      root.problem("cameras", "must list at least one camera");
    }
    CameraConfig common = camera(defaults, "defaults", Optional.empty(), noCamera());
    for (int i = 0; i < nodes.size(); i++) {
      String name = nodes.get(i).path("id").asText("");
      String place =
          name.isBlank() ? "camera %d of the list".formatted(i + 1) : "camera " + quote(name);
      Section section = new Section(file + ": " + place, nodes.get(i), problems);
      if (!section.present()) {
        continue;
      }
      String id = section.requiredText("id").map(text -> legal(section, text)).orElse("");
      if (!id.isEmpty() && !ids.add(id)) {
        section.problem("id", "is that of another camera, too");
      }
      Optional<SourceSpec> source =
          section.requiredText("source").flatMap(text -> source(section, text));
      cameras.add(camera(section, id, source, common));
      section.noOthers();
    }
    return cameras;
  }

  private static CameraConfig noCamera() {
    return new CameraConfig(
        "",
        SourceSpec.parse("synthetic"),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        0,
        Map.of(),
        false,
        FrameLimits.DEFAULT.maxPayloadBytes(),
        Reconnect.DEFAULT);
  }

  private CameraConfig camera(
      Section section, String id, Optional<SourceSpec> source, CameraConfig common) {
    Optional<Duration> budget = section.duration("budget", LONGEST_BUDGET);
    Optional<Double> rate = section.positive("rate", 1_000);
    Map<String, String> attributes = new HashMap<>(common.attributes());
    attributes.putAll(section.texts("attributes"));
    requireWithinLimits(section, attributes);
    Optional<Boolean> loop = section.flag("loop");
    if (loop.isPresent() && source.map(SourceSpec::live).orElse(false)) {
      section.problem("loop", "is for recordings; this source is live");
    }
    return new CameraConfig(
        id,
        source.orElse(common.source()),
        budget
            .map(value -> OptionalInt.of(Math.toIntExact(value.toMillis())))
            .orElse(common.budgetMillis()),
        rate.map(OptionalDouble::of).orElse(common.rate()),
        section.integer("priority", -1_000, 1_000).orElse(common.priority()),
        attributes,
        loop.orElse(common.loop()),
        section
            .integer("maxBytes", 1, FrameLimits.DEFAULT.maxPayloadBytes())
            .orElse(common.maxBytes()),
        reconnect(section.section("reconnect"), common.reconnect()));
  }

  private static Reconnect reconnect(Section section, Reconnect common) {
    Duration first = section.duration("first", LONGEST_WAIT).orElse(common.first());
    Duration longest = section.duration("longest", LONGEST_WAIT).orElse(common.longest());
    if (first.compareTo(longest) > 0) {
      section.problem(
          "first",
          "must not be longer than longest, but is %d ms, and that %d ms"
              .formatted(first.toMillis(), longest.toMillis()));
    }
    Optional<Integer> attempts = section.integer("maxAttempts", 1, 1_000_000);
    section.noOthers();
    return new Reconnect(
        first, longest, attempts.map(OptionalInt::of).orElse(common.maxAttempts()));
  }

  private static void requireWithinLimits(Section section, Map<String, String> attributes) {
    FrameLimits limits = FrameLimits.DEFAULT;
    int chars =
        attributes.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    // Half, since sources add attributes of their own.
    if (attributes.size() > limits.maxAttributes() / 2 || chars > limits.maxAttributeChars() / 2) {
      section.problem(
          "attributes",
          "must be at most %d with %d characters but are %d with %d"
              .formatted(
                  limits.maxAttributes() / 2,
                  limits.maxAttributeChars() / 2,
                  attributes.size(),
                  chars));
    }
  }

  private static String legal(Section section, String id) {
    try {
      CameraIds.requireLegal(id);
    } catch (IllegalArgumentException e) {
      section.problem("id", "cannot be used: " + e.getMessage());
    }
    return id;
  }

  private Optional<SourceSpec> source(Section section, String text) {
    Optional<String> resolved = resolve(section, "source", text);
    try {
      return resolved.map(SourceSpec::parse);
    } catch (IllegalArgumentException e) {
      section.problem("source", "cannot be used: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> resolve(Section section, String field, String text) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null) {
        section.problem(
            field,
            "names the environment variable %s, which is not set".formatted(matcher.group(1)));
        return Optional.empty();
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(resolved).toString());
  }

  private List<ApiKey> keys(Section root) {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<JsonNode> nodes = root.list("keys");
    for (int i = 0; i < nodes.size(); i++) {
      String name = nodes.get(i).path("id").asText("");
      String place = name.isBlank() ? "key %d of the list".formatted(i + 1) : "key " + quote(name);
      Section section = new Section(file + ": " + place, nodes.get(i), problems);
      if (!section.present()) {
        continue;
      }
      Optional<String> id = section.requiredText("id");
      if (id.isPresent() && !ids.add(id.get())) {
        section.problem("id", "is that of another key, too");
      }
      List<String> cameras = new ArrayList<>();
      section.list("cameras").forEach(node -> cameras.add(node.asText()));
      if (cameras.isEmpty()) {
        section.problem(
            "cameras", "must list the ids that the key may send for, such as 'robot-7/*'");
      }
      keys.add(new ApiKey(id.orElse(""), hash(section), cameras));
      section.noOthers();
    }
    return keys;
  }

  private String hash(Section section) {
    Optional<String> hash = section.text("sha256");
    Optional<String> variable = section.text("env");
    Optional<String> secretFile = section.text("file");
    long given = Stream.of(hash, variable, secretFile).filter(Optional::isPresent).count();
    if (given != 1) {
      section.problem(
          "sha256",
          "or env or file must be given, one of them; 'widthwise ingest --new-key' makes a key and its sha256");
      return "";
    }
    if (hash.isPresent()) {
      if (!hash.get().matches("[0-9a-f]{64}")) {
        section.problem("sha256", "must be 64 lower-case hexadecimal digits");
      }
      return hash.get();
    }
    return variable.isPresent()
        ? secret(section, "env", Optional.ofNullable(environment.apply(variable.get())))
        : secret(section, "file", readSecret(section, secretFile.get()));
  }

  private Optional<String> readSecret(Section section, String name) {
    try {
      return Optional.of(Files.readString(file.toAbsolutePath().resolveSibling(name)).strip());
    } catch (IOException e) {
      section.problem("file", "cannot be read: " + e);
      return Optional.empty();
    }
  }

  private static String secret(Section section, String field, Optional<String> key) {
    if (key.isEmpty() || key.get().length() < ApiKey.MIN_CHARS) {
      section.problem(
          field,
          "must lead to a key of at least %d characters; 'widthwise ingest --new-key' makes one"
              .formatted(ApiKey.MIN_CHARS));
      return "";
    }
    return ApiKey.hash(key.get());
  }

  private void requireKeysForPosts(List<ApiKey> keys, List<CameraConfig> cameras) {
    for (CameraConfig camera : cameras) {
      if (camera.posted()
          && !camera.id().isEmpty()
          && keys.stream().noneMatch(key -> key.allows(camera.id()))) {
        problems.add(
            "%s: camera %s: source is post, but no key may send for it; add one under keys"
                .formatted(file, quote(camera.id())));
      }
    }
  }

  private static String quote(String name) {
    return "'" + (name.length() <= 60 ? name : name.substring(0, 60) + "…") + "'";
  }
}
