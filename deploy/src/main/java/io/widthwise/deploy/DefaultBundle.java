package io.widthwise.deploy;

import io.widthwise.models.cli.ModelsCommand;
import io.widthwise.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Finds the ladder bundle to serve where nobody named one. */
public final class DefaultBundle {
  private static final List<String> CLASSIFIERS =
      List.of(
          "mobilenet_v1_0.25_128",
          "mobilenet_v1_0.5_160",
          "mobilenet_v1_0.75_192",
          "mobilenet_v2_1.0_224");

  private final Installation installation;
  private final PrintWriter err;

  public DefaultBundle(Installation installation, PrintWriter err) {
    this.installation = installation;
    this.err = err;
  }

  /**
   * Returns the bundle that was named, else one imported from the data folder, which is kept for
   * later runs.
   *
   * @throws StackException if there is neither
   */
  public Path orImported(Optional<Path> named) throws IOException {
    if (named.isPresent()) {
      return requireBundle(named.get());
    }
    Path cached = installation.cache().resolve("bundle").toAbsolutePath();
    if (!Files.isRegularFile(cached.resolve("ladder.json"))) {
      importInto(cached);
    }
    return cached;
  }

  private static Path requireBundle(Path bundle) {
    if (!Files.isRegularFile(bundle.resolve("ladder.json"))) {
      throw new StackException(
          "%s holds no ladder.json; --models wants the folder that 'widthwise models import' wrote"
              .formatted(bundle.toAbsolutePath()));
    }
    return bundle.toAbsolutePath();
  }

  private void importInto(Path target) throws IOException {
    Path data = dataFolder();
    List<Path> files = classifiers(data);
    err.printf("importing %d models from %s and measuring them, once%n", files.size(), data);
    err.flush();
    // Elsewhere first, so that a bundle in its place is always whole.
    Files.createDirectories(target.getParent());
    Path fresh = Files.createTempDirectory(target.getParent(), "bundle-");
    try {
      List<String> arguments = new ArrayList<>(List.of("import"));
      files.forEach(file -> arguments.add(file.toString()));
      arguments.addAll(List.of("--images", data.resolve("images").toString()));
      arguments.addAll(List.of("--out", fresh.resolve("bundle").toString()));
      int status =
          new CommandLine(new ModelsCommand())
              .setOut(err)
              .setErr(err)
              .execute(arguments.toArray(String[]::new));
      if (status != 0) {
        throw new StackException("the models in %s could not be imported".formatted(data));
      }
      Files.move(fresh.resolve("bundle"), target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(fresh);
    }
  }

  private Path dataFolder() {
    String named = System.getenv("WIDTHWISE_DATA");
    Path home = Path.of(System.getProperty(Installation.HOME, "."));
    Path data = named == null ? home.resolve("../shared/data") : Path.of(named);
    return data.toAbsolutePath().normalize();
  }

  private static List<Path> classifiers(Path data) throws IOException {
    Path folder = data.resolve("models");
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".tflite"))
            .filter(file -> CLASSIFIERS.stream().anyMatch(file.getFileName().toString()::contains))
            .sorted()
            .forEach(found::add);
      }
    }
    if (found.isEmpty() || !Files.isRegularFile(data.resolve("images/labels.csv"))) {
      throw new StackException(
          "no models to serve: name a bundle with --models DIR, or set WIDTHWISE_DATA to a folder whose models/ holds quantised MobileNet .tflite files and whose images/ holds pictures with a labels.csv to measure them on (looked in %s)"
              .formatted(data));
    }
    return found;
  }
}
