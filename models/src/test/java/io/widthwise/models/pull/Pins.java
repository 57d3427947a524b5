package io.widthwise.models.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Files to pull that are made on the spot. */
public final class Pins {
  private static final URI NOWHERE = URI.create("https://weights.invalid/");

  private Pins() {}

  static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Pins size and both hashes. */
  public static PinnedFile of(String name, byte[] bytes) {
    FileDigest digest = digest(bytes);
    return new PinnedFile(
        name,
        NOWHERE.resolve(name),
        OptionalLong.of(bytes.length),
        Optional.of(digest.sha256()),
        Optional.of(digest.gitBlobId()));
  }

  /** Pins git's name for it alone. */
  public static PinnedFile byBlob(String name, byte[] bytes) {
    return new PinnedFile(
        name,
        NOWHERE.resolve(name),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(digest(bytes).gitBlobId()));
  }

  static FileDigest digest(byte[] bytes) {
    try {
      Path file = Files.createTempFile("pin", null);
      try {
        return FileDigest.of(Files.write(file, bytes));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
