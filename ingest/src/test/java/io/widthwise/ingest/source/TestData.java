package io.widthwise.ingest.source;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real recordings, kept outside the project. */
final class TestData {
  private static final String VARIABLE = "WIDTHWISE_DATA";

  private TestData() {}

  /** Skips the test, saying so, where the data folder does not have {@code name}. */
  static Path require(String name) {
    String folder = System.getenv(VARIABLE);
    assumeThat(folder).as("%s names the folder of test data", VARIABLE).isNotBlank();
    Path file = Path.of(folder, name);
    assumeThat(file).as("%s has %s", VARIABLE, name).matches(Files::exists);
    return file;
  }
}
