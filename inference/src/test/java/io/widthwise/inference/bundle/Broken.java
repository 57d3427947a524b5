package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A bundle on its way to ruin. */
record Broken(Path directory) {
  String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  Broken write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
    return this;
  }

  Broken delete(String file) throws IOException {
    Files.delete(directory.resolve(file));
    return this;
  }

  void delete() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  void becomeFile() throws IOException {
    delete();
    Files.writeString(directory, "bundle");
  }

  void becomeDirectory(String file) throws IOException {
    delete(file);
    Files.createDirectory(directory.resolve(file));
  }

  /** Replaces the first {@code old} in the manifest; with null all that follows goes. */
  Broken edit(String old, String replacement) throws IOException {
    String json = read("ladder.json");
    assertThat(json).contains(old);
    int at = json.indexOf(old);
    return write(
        "ladder.json",
        replacement == null
            ? json.substring(0, at + old.length())
            : json.substring(0, at) + replacement + json.substring(at + old.length()));
  }

  /** Other labels whose hash the manifest does tell. */
  void relabel(byte[] labels) throws IOException {
    String old = Sha256.hex(Files.readAllBytes(directory.resolve("labels.txt")));
    Files.write(directory.resolve("labels.txt"), labels);
    edit(old, Sha256.hex(labels));
  }

  void calibrate(String temperature, String ece, String images, String dataset) throws IOException {
    edit(
        "\"calibration\" : null",
        """
        "calibration" : { "temperature" : %s, "ece" : %s, "images" : %s, "dataset" : %s }"""
            .formatted(temperature, ece, images, dataset));
  }
}
