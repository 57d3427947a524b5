package io.widthwise.models.cli;

import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code models keygen}. */
@Command(
    name = "keygen",
    description = {
      "Makes an Ed25519 key pair to sign bundles with: FILE, the private key, readable by its owner"
          + " alone, and FILE.pub, the public key that jobs are given (submit --bundle-key).",
      "Keep the private key where bundles are made, never where they are served."
    })
final class KeygenCommand extends ModelsTask {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "widthwise-bundle.key",
      description = "Where to put the private key (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Override
  void perform() throws IOException {
    BundleKey key = KeyFiles.generate(file);
    out().printf("private key  %s%n", file);
    out().printf("public key   %s%n", KeyFiles.publicFile(file));
    out().printf("key id       %s%n", key.id());
  }
}
