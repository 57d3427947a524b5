package io.widthwise.inference.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A bundle on disk, checked: a directory with {@value #MANIFEST}, labels and ONNX files.
 *
 * @param directory where it is
 * @param ladder its manifest
 * @param labels class names, one for each class index
 * @param ladderSha256 hash of the manifest, which names every other file's hash: the identity of
 *     the whole bundle
 */
public record LadderBundle(
    Path directory, Ladder ladder, List<String> labels, String ladderSha256) {
  /** Name of the manifest. */
  public static final String MANIFEST = "ladder.json";

  public LadderBundle {
    labels = List.copyOf(labels);
  }

  /**
   * Opens the bundle in {@code directory} and checks its manifest, its labels and the hash of every
   * file. Graphs are not loaded.
   *
   * @throws InvalidBundleException if a file is missing or changed, or the manifest is faulty
   * @throws IOException if a file cannot be read
   */
  public static LadderBundle open(Path directory) throws IOException {
    byte[] json = manifest(directory);
    return check(directory, LadderJson.read(directory.resolve(MANIFEST), json), json);
  }

  /**
   * Reads the manifest alone, where the files that it names are not there yet.
   *
   * @throws InvalidBundleException if it is missing or faulty
   */
  public static Ladder readManifest(Path directory) throws IOException {
    return LadderJson.read(directory.resolve(MANIFEST), manifest(directory));
  }

  private static byte[] manifest(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidBundleException(
          directory,
          null,
          Files.exists(directory)
              ? "is a file; name the directory that holds it and " + MANIFEST
              : "does not exist; name the directory that holds " + MANIFEST);
    }
    Path manifest = directory.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw new InvalidBundleException(
          manifest, null, "is missing, so this directory is not a model bundle");
    }
    return Files.readAllBytes(manifest);
  }

  /** Holds the files of {@code directory} against a manifest, whether or not it is there yet. */
  static LadderBundle check(Path directory, Ladder ladder, byte[] json) throws IOException {
    List<String> labels = readLabels(directory, ladder.labels());
    LadderBundle bundle = new LadderBundle(directory, ladder, labels, Sha256.hex(json));
    Set<String> checked = new HashSet<>();
    for (int i = 0; i < ladder.variants().size(); i++) {
      VariantSpec variant = ladder.variants().get(i);
      if (checked.add(variant.file())) {
        readChecked(
            directory, variant.file(), variant.sha256(), "variants[%d].sha256".formatted(i));
      }
    }
    return bundle;
  }

  /** Returns where the variant's ONNX file is. */
  public Path modelFile(VariantSpec variant) {
    return directory.resolve(variant.file());
  }

  /**
   * Reads the variant's ONNX graph and checks its hash again, so that what is served is what the
   * manifest names even if the directory was written to meanwhile.
   *
   * @throws InvalidBundleException if the file is missing or changed
   */
  public byte[] readModel(VariantSpec variant) throws IOException {
    int index = ladder.variants().indexOf(variant);
    return readChecked(
        directory, variant.file(), variant.sha256(), "variants[%d].sha256".formatted(index));
  }

  private static List<String> readLabels(Path directory, LabelFile spec) throws IOException {
    byte[] bytes = readChecked(directory, spec.file(), spec.sha256(), "labels.sha256");
    Path file = directory.resolve(spec.file());
    List<String> labels;
    try {
      labels =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString()
              .lines()
              .toList();
    } catch (CharacterCodingException e) {
      throw new InvalidBundleException(file, null, "is not UTF-8 text", e);
    }
    if (labels.size() != spec.count()) {
      throw new InvalidBundleException(
          file,
          "labels.count",
          "the manifest says %d labels but the file has %d lines"
              .formatted(spec.count(), labels.size()));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).isBlank()) {
        throw new InvalidBundleException(file, null, "line %d is blank".formatted(i + 1));
      }
    }
    return labels;
  }

  private static byte[] readChecked(Path directory, String name, String sha256, String field)
      throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidBundleException(
          file,
          field,
          Files.exists(file)
              ? "the manifest names this file but it is a directory or another thing that is no file"
              : "the manifest names this file but it is missing");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      throw new InvalidBundleException(
          file, field, "the file is empty; copy the bundle again, whole");
    }
    String actual = Sha256.hex(bytes);
    if (!actual.equals(sha256)) {
      throw new InvalidBundleException(
          file,
          field,
          "the manifest says %s but the file has %s; it was changed or copied in part"
              .formatted(sha256, actual));
    }
    return bytes;
  }
}
