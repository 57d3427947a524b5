package io.widthwise.models.pull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads what people name as a mirror. */
public final class Mirrors {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private Mirrors() {}

  /**
   * Returns the source that {@code mirror} names: a directory, a {@code file:} URL of one, or a
   * {@code http(s)} URL below which the files are.
   *
   * @throws PullException if it is none of these
   */
  public static FileSource parse(String mirror) throws PullException {
    if (!URL.matcher(mirror).matches()) {
      return new DirectorySource(Path.of(mirror));
    }
    URI base = uri(mirror);
    return switch (base.getScheme().toLowerCase(Locale.ROOT)) {
      case "http", "https" -> HttpSource.mirror(base);
      case "file" -> new DirectorySource(directory(base));
      default ->
          throw new PullException(
              "The mirror %s is neither a directory nor a URL that begins with https://, http:// or file:"
                  .formatted(mirror));
    };
  }

  private static URI uri(String mirror) throws PullException {
    try {
      URI base = new URI(mirror.endsWith("/") ? mirror : mirror + "/");
      if (base.getQuery() != null || base.getFragment() != null) {
        throw new PullException(
            "The mirror %s has a query or a fragment; name the URL below which the files are"
                .formatted(mirror));
      }
      return base;
    } catch (URISyntaxException e) {
      throw new PullException("The mirror %s is no URL: %s".formatted(mirror, e.getReason()), e);
    }
  }

  private static Path directory(URI base) throws PullException {
    try {
      return Path.of(base);
    } catch (IllegalArgumentException e) {
      throw new PullException(
          "The mirror %s names no directory of this machine: %s".formatted(base, e.getMessage()),
          e);
    }
  }
}
