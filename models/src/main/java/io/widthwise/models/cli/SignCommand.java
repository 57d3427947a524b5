package io.widthwise.models.cli;

import io.widthwise.inference.signing.BundleSignature;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models sign}. */
@Command(
    name = "sign",
    description =
        "Checks a bundle and signs every file in its directory; writes "
            + BundleSignature.FILE
            + ".")
final class SignCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description =
          "Private key, as 'models keygen' or 'openssl genpkey -algorithm ed25519' makes it.")
  private Path key;

  @Override
  void perform() throws IOException {
    BundleSignature.sign(directory, key);
    out().printf("signed: %s%n", directory.resolve(BundleSignature.FILE));
  }
}
