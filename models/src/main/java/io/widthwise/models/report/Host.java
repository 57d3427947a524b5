package io.widthwise.models.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that times were measured on.
 *
 * @param description for people
 */
public record Host(String description) {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  /** Describes this machine. */
  public static Host here() {
    return new Host(
        "%s, %d of its processors seen, %s"
            .formatted(
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch")));
  }

  private static String cpu() {
    try {
      return Files.readAllLines(CPUS).stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("an unnamed processor");
    } catch (IOException e) {
      return "an unnamed processor"; // a system other than Linux
    }
  }
}
