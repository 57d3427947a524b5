package io.widthwise.deploy;

import io.widthwise.stack.ClassPath;
import io.widthwise.stack.StackException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built pipeline lies: {@code lib/app}, {@code lib/kafka}, {@code lib/flink}, {@code
 * lib/flink-natives}, {@code family} and {@code job}.
 *
 * @param folder the folder that holds them
 * @param cache folder for what is worth keeping between runs
 */
public record Installation(Path folder, Path cache) {
  /** System property with the project's directory; set by the start script. */
  public static final String HOME = "widthwise.home";

  /**
   * The installation that this class was loaded from.
   *
   * @throws StackException if it was not loaded from one
   */
  public static Installation current() {
    Path jar = location();
    Path folder = jar.resolve("../../..").normalize();
    // A container of tools has neither lib/kafka nor lib/flink.
    if (!Files.isDirectory(folder.resolve("lib/app"))) {
      throw new StackException(
          "%s does not lie in a built distribution; start the command line with ./widthwise"
              .formatted(jar));
    }
    Path home = Path.of(System.getProperty(HOME, folder.toString()));
    return new Installation(folder, home.resolve(".widthwise").resolve("cache"));
  }

  private static Path location() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public ClassPath kafka() {
    return ClassPath.ofFolder(folder.resolve("lib/kafka"));
  }

  public ClassPath flink() {
    return ClassPath.ofFolder(folder.resolve("lib/flink")).plus(natives());
  }

  public ClassPath app() {
    return ClassPath.ofFolder(folder.resolve("lib/app")).plus(natives());
  }

  private ClassPath natives() {
    return ClassPath.ofFolder(folder.resolve("lib/flink-natives"));
  }

  /** Folder in which native libraries are kept unpacked. */
  public Path nativeCache() {
    return cache.resolve("natives");
  }

  /** The family of models that comes along, a ladder bundle. */
  public Path family() {
    return folder.resolve("family");
  }

  /**
   * The job's jar.
   *
   * @throws StackException if it was not built
   */
  public Path jobJar() {
    Path jar = folder.resolve("job/widthwise-job.jar");
    if (!Files.isRegularFile(jar)) {
      throw new StackException(
          "the job's jar %s is missing; build it with 'mvn -DskipTests package'".formatted(jar));
    }
    return jar;
  }
}
