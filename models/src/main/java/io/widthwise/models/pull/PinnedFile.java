package io.widthwise.models.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A published file of which every byte is known beforehand.
 *
 * @param name of the file, here, in its repository and in a mirror
 * @param url where it is published
 * @param size in bytes, if known beforehand
 * @param sha256 of its bytes, lower-case hexadecimal, if known
 * @param gitBlobId its name in a git repository, lower-case hexadecimal, if known; at least one of
 *     the two hashes is
 */
public record PinnedFile(
    String name, URI url, OptionalLong size, Optional<String> sha256, Optional<String> gitBlobId) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

  public PinnedFile {
    require("name", name, NAME);
    sha256.ifPresent(hash -> require("sha256", hash, SHA256));
    gitBlobId.ifPresent(hash -> require("gitBlobId", hash, SHA1));
    if (sha256.isEmpty() && gitBlobId.isEmpty()) {
      throw new IllegalArgumentException(
          name + " has neither sha256 nor gitBlobId: it pins no byte");
    }
  }

  private static void require(String field, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("%s must be %s but is %s".formatted(field, form, value));
    }
  }

  /** Returns how {@code file} differs from what is pinned, expected and actual, or empty. */
  public Optional<String> difference(Path file) throws IOException {
    FileDigest actual = FileDigest.of(file);
    return sizeDifference(actual.size())
        .or(() -> hashDifference("SHA-256", sha256, actual.sha256()))
        .or(() -> hashDifference("git blob id", gitBlobId, actual.gitBlobId()));
  }

  /** Returns how a file of so many bytes differs, or empty. */
  Optional<String> sizeDifference(long actual) {
    return size.isEmpty() || size.getAsLong() == actual
        ? Optional.empty()
        : Optional.of("expected %d bytes but got %d".formatted(size.getAsLong(), actual));
  }

  private static Optional<String> hashDifference(
      String what, Optional<String> expected, String actual) {
    return expected
        .filter(hash -> !hash.equals(actual))
        .map(hash -> "expected %s %s but got %s".formatted(what, hash, actual));
  }
}
