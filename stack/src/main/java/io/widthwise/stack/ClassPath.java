package io.widthwise.stack;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a child JVM loads its classes from.
 *
 * @param entries jars, class folders and {@code folder/*} wildcards, in order of precedence
 */
public record ClassPath(List<String> entries) {
  public ClassPath {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a class path needs at least one entry");
    }
  }

  /** Everything that this JVM was started with: what tests use. */
  public static ClassPath ofCurrentJvm() {
    return new ClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).toList());
  }

  /**
   * All jars of {@code folder}.
   *
   * @throws StackException if the folder is missing
   */
  public static ClassPath ofFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new StackException(
          "the folder of jars %s is missing; build it with 'mvn -DskipTests package'"
              .formatted(folder));
    }
    return new ClassPath(List.of(folder.toAbsolutePath() + File.separator + "*"));
  }

  /** The jar or folder that {@code type} was loaded from. */
  static ClassPath of(Class<?> type) {
    try {
      return new ClassPath(
          List.of(
              Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                  .toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This class path followed by {@code other}. */
  public ClassPath plus(ClassPath other) {
    return new ClassPath(Stream.concat(entries.stream(), other.entries.stream()).toList());
  }

  /** The value of {@code -cp}. */
  public String argument() {
    return String.join(File.pathSeparator, entries);
  }
}
