package io.widthwise.deploy.connect;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Option for the folder in which a stack keeps its files. */
public final class WorkDirectory {
  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Folder for everything that is written (default: ${DEFAULT-VALUE}).")
  private Path path;

  public Path path() {
    return path.toAbsolutePath().normalize();
  }
}
