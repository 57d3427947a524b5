package io.widthwise.inference.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes bundles so that a reader sees the old one, none, or the new one, never half a one: each
 * file appears whole under its name, the manifest last. Where a file is replaced by another of the
 * same name, a reader in between is told by the hash. Files that the manifest does not name are
 * left alone.
 */
public final class BundleWriter {
  private static final String LABELS = "labels.txt";

  private final Path directory;

  /** Writes into {@code directory}, which is created with the first file. */
  public BundleWriter(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes a whole bundle and checks it. Rungs of one file are one graph, written once.
   *
   * @param labels class names, one for each class
   */
  public LadderBundle write(String name, String release, List<String> labels, List<Rung> rungs)
      throws IOException {
    byte[] labelBytes = (String.join("\n", labels) + "\n").getBytes(StandardCharsets.UTF_8);
    Ladder ladder =
        new Ladder(
            Ladder.FORMAT_VERSION,
            name,
            release,
            new LabelFile(LABELS, Sha256.hex(labelBytes), labels.size()),
            rungs.stream().map(Rung::variant).toList());
    Files.createDirectories(directory);
    Set<String> graphs = new HashSet<>();
    for (Rung rung : rungs) {
      if (graphs.add(rung.variant().file())) {
        writeWhole(rung.variant().file(), rung.onnx());
      }
    }
    writeWhole(LABELS, labelBytes);
    return writeManifest(ladder);
  }

  /**
   * Replaces the manifest alone, for example to record measured accuracy.
   *
   * @throws InvalidBundleException if the files there are not those that {@code ladder} names;
   *     nothing is written then
   */
  public LadderBundle writeManifest(Ladder ladder) throws IOException {
    byte[] json = LadderJson.write(ladder);
    LadderBundle bundle = LadderBundle.check(directory, ladder, json);
    writeWhole(LadderBundle.MANIFEST, json);
    return bundle;
  }

  private void writeWhole(String name, byte[] bytes) throws IOException {
    Path part = directory.resolve(".%s.%s.part".formatted(name, UUID.randomUUID()));
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          part,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
