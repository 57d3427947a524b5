package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code models list}. */
@Command(name = "list", description = "Checks a bundle's files and shows its variants.")
final class ListCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Override
  void perform() throws IOException {
    out().print(Tables.ladder(LadderBundle.open(directory)));
  }
}
