package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kubernetes manifests of this repository, as they lie there or as Kustomize renders them. */
final class Manifests {
  private static final Path FOLDER = Repository.path("deploy/kubernetes");
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Manifests() {}

  /** Every resource of the base. */
  static List<JsonNode> base() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("base"))) {
      return files
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .flatMap(file -> documents(Repository.text(file)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resources of the base of one kind. */
  static List<JsonNode> base(String kind) {
    List<JsonNode> found =
        base().stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
    assertThat(found).as("manifests of kind %s", kind).isNotEmpty();
    return found;
  }

  static boolean kubectlIsThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  /** What {@code kubectl kustomize} makes of an overlay. */
  static List<JsonNode> rendered(String overlay) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder(
                "kubectl", "kustomize", FOLDER.resolve("overlays").resolve(overlay).toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            kubectl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(kubectl.exitValue()).as(output).isZero();
    return documents(output);
  }

  static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = YAML.getFactory().createParser(yaml)) {
      YAML.readValues(parser, JsonNode.class).forEachRemaining(documents::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }
}
