package io.widthwise.models.adding;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Adds models made on the spot to a bundle in a folder, with options that a test can change. */
final class Adding {
  static final List<String> LABELS = List.of("a", "b", "c", "d", "e");
  private final Path folder;
  final Path bundle;
  double width = 0.5;
  Optional<Integer> resolution = Optional.of(Exported.SIDE);
  Optional<Path> labels;
  Optional<Normalisation> normalisation = Optional.empty();
  Optional<String> output = Optional.empty();
  Optional<Scores> scores = Optional.empty();
  Optional<Accuracy> accuracy = Optional.empty();
  Optional<Precision> precision = Optional.empty();
  boolean force;

  Adding(Path folder) throws IOException {
    this.folder = folder;
    this.bundle = folder.resolve("bundle");
    this.labels = Optional.of(labels(LABELS));
  }

  Path labels(List<String> names) throws IOException {
    return Files.write(folder.resolve("labels-%d.txt".formatted(names.hashCode())), names);
  }

  AddedModel add(Exported model) throws IOException {
    return add(model.bytes());
  }

  AddedModel add(byte[] model) throws IOException {
    return add(Files.write(folder.resolve("my.onnx"), model));
  }

  AddedModel add(Path model) throws IOException {
    return ModelAdder.add(
        model,
        bundle,
        new AddOptions(
            "mine",
            width,
            resolution,
            labels,
            precision,
            normalisation,
            output,
            scores,
            Resize.WHOLE,
            accuracy,
            "things",
            Optional.empty(),
            force),
        Optional.empty());
  }
}
