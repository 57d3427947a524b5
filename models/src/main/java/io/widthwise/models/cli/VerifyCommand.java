package io.widthwise.models.cli;

import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models verify}. */
@Command(
    name = "verify",
    description =
        "Tells whether a bundle is signed with a key and is as it was signed; if not, says which file is at fault and exits with 1.")
final class VerifyCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Option(
      names = "--key",
      paramLabel = "PUB",
      required = true,
      description = "Public key, a PEM file or the key in one line; repeatable, any will do.")
  private List<String> keys;

  @Override
  void perform() throws IOException {
    List<BundleKey> trusted = new ArrayList<>();
    for (String key : keys) {
      trusted.add(BundleKey.parse(key));
    }
    BundleKey signer = BundleSignature.verify(directory, trusted);
    out().printf("%s is as it was signed with key %s%n", directory, signer.id());
  }
}
