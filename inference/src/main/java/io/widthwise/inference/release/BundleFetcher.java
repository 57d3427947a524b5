package io.widthwise.inference.release;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings a bundle into a local folder. A {@code file:} URI is used where it is; from {@code http:}
 * and {@code https:} the files that the manifest (or, where keys are trusted, the signature) names
 * are downloaded. What was downloaded is as little trusted as any bundle until it is opened: hashes
 * and signature decide, not the transport.
 */
public final class BundleFetcher {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();
  private static final long LARGEST_FILE = 512L << 20;

  private final List<BundleKey> trusted;

  /**
   * @param trusted keys that bundles must be signed with; none if any bundle is served
   */
  public BundleFetcher(List<BundleKey> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /**
   * Opens the bundle at {@code uri}, checked: hashes, and the signature where keys are trusted.
   *
   * @param scratch empty folder for what is downloaded; the caller deletes it
   * @param ladderSha256 hash that the bundle's manifest must have
   * @throws IOException if it cannot be had, or is not what was announced
   */
  public LadderBundle open(URI uri, String ladderSha256, Path scratch) throws IOException {
    LadderBundle bundle = BundleSignature.open(directory(uri, scratch), trusted);
    if (!bundle.ladderSha256().equals(ladderSha256)) {
      throw new IOException(
          "%s has a ladder.json of SHA-256 %s but %s was announced; it was changed since, so release it again"
              .formatted(uri, bundle.ladderSha256(), ladderSha256));
    }
    return bundle;
  }

  private Path directory(URI uri, Path scratch) throws IOException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "file":
        return Path.of(uri);
      case "http", "https":
        download(uri, scratch);
        return scratch;
      default:
        throw new IOException(
            "%s cannot be read; a bundle's URI begins with file:, http: or https:".formatted(uri));
    }
  }

  private void download(URI uri, Path scratch) throws IOException {
    URI folder = uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
    for (String name : names(folder, scratch)) {
      if (Files.notExists(scratch.resolve(name))) {
        fetch(folder, name, scratch);
      }
    }
  }

  private Set<String> names(URI folder, Path scratch) throws IOException {
    if (!trusted.isEmpty()) {
      fetch(folder, BundleSignature.FILE, scratch);
      return BundleSignature.files(scratch, trusted);
    }
    fetch(folder, LadderBundle.MANIFEST, scratch);
    var ladder = LadderBundle.readManifest(scratch);
    Set<String> names = new TreeSet<>();
    names.add(ladder.labels().file());
    ladder.variants().stream().map(VariantSpec::file).forEach(names::add);
    return names;
  }

  private static void fetch(URI folder, String name, Path scratch) throws IOException {
    Path target = scratch.resolve(name).normalize();
    if (!scratch.equals(target.getParent())) {
      throw new IOException("%s names a file outside of the bundle: %s".formatted(folder, name));
    }
    URI source = folder.resolve(URI.create(name.replace("%", "%25").replace(" ", "%20")));
    HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException(
            "%s answers with status %d".formatted(source, connection.getResponseCode()));
      }
      if (connection.getContentLengthLong() > LARGEST_FILE) {
        throw new IOException("%s is larger than %d bytes".formatted(source, LARGEST_FILE));
      }
      try (InputStream in = connection.getInputStream();
          var out = Files.newOutputStream(target)) {
        copy(in, out, source);
      }
    } finally {
      connection.disconnect();
    }
  }

  private static void copy(InputStream in, java.io.OutputStream out, URI source)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      total += read;
      if (total > LARGEST_FILE) {
        throw new IOException("%s is larger than %d bytes".formatted(source, LARGEST_FILE));
      }
      out.write(buffer, 0, read);
    }
  }
}
