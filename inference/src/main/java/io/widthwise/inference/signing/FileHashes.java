package io.widthwise.inference.signing;

import io.widthwise.inference.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file in a bundle by its name, in the one text that is signed:
 *
 * <pre>
 *   widthwise-bundle 1
 *   &lt;64 hexadecimal digits&gt; &lt;file name&gt;
 *   ...
 * </pre>
 *
 * in the order of the names' UTF-16 units, each line ended by one line feed.
 */
record FileHashes(SortedMap<String, String> byName) {
  static final String HEADER = "widthwise-bundle 1";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([^/\\\\\\p{Cntrl}]+)");

  /** Hashes the files of a directory, all but the signature itself. */
  static FileHashes of(Path directory) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.equals(BundleSignature.FILE)) {
        continue;
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new SignatureException(
            file,
            "is no plain file; a signed bundle holds plain files alone, no folder and no link");
      }
      hashes.put(name, Sha256.hex(Files.readAllBytes(file)));
    }
    return new FileHashes(hashes);
  }

  /** Reads the text. */
  static FileHashes parse(Path file, String text) throws SignatureException {
    SortedMap<String, String> hashes = new TreeMap<>();
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new SignatureException(file, "does not begin with '%s'".formatted(HEADER));
    }
    for (String line : lines.subList(1, lines.size())) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || hashes.put(matcher.group(2), matcher.group(1)) != null) {
        throw new SignatureException(file, "has a line that names no file and hash: " + line);
      }
    }
    return new FileHashes(hashes);
  }

  String text() {
    return byName.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
        .collect(Collectors.joining("", HEADER + "\n", ""));
  }

  /** Holds the files that are there against these. */
  void requireSame(Path directory, FileHashes found) throws SignatureException {
    for (Map.Entry<String, String> file : byName.entrySet()) {
      String hash = found.byName.get(file.getKey());
      if (hash == null) {
        throw new SignatureException(
            directory.resolve(file.getKey()), "was signed but is missing; copy the bundle again");
      }
      if (!hash.equals(file.getValue())) {
        throw new SignatureException(
            directory.resolve(file.getKey()),
            "was altered after the bundle was signed: signed was %s, found is %s"
                .formatted(file.getValue(), hash));
      }
    }
    for (String name : found.byName.keySet()) {
      if (!byName.containsKey(name)) {
        throw new SignatureException(
            directory.resolve(name), "was added after the bundle was signed; remove it");
      }
    }
  }
}
