package io.widthwise.models.adding;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.classify.Prediction;
import io.widthwise.models.UnusableModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A bundle of one variant in a folder of its own, to serve it once before others rely on it. */
final class Trial implements AutoCloseable {
  private static final double SUM_TOLERANCE = 0.01;

  private final LadderBundle bundle;

  private Trial(LadderBundle bundle) {
    this.bundle = bundle;
  }

  static Trial of(Rung rung, List<String> labels) throws IOException {
    Path folder = Files.createTempDirectory("widthwise-trial");
    try {
      return new Trial(new BundleWriter(folder).write("trial", "trial", labels, List.of(rung)));
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  LadderBundle bundle() {
    return bundle;
  }

  /** Classifies one picture as it is done in service. */
  void requireProbabilities(Path file) throws IOException {
    ClassifierSettings allClasses = new ClassifierSettings(bundle.labels().size(), 1);
    try (ModelLadder ladder = ModelLadder.open(bundle, allClasses)) {
      ByteBuffer pixels = ladder.input(0);
      for (int i = 0; i < pixels.capacity(); i++) {
        pixels.put(i, (byte) (i % 251));
      }
      Prediction prediction = ladder.classify(0, pixels);
      double sum = prediction.topK().stream().mapToDouble(label -> label.getProbability()).sum();
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new UnusableModelException(
            file,
            "gives scores that add up to %.3f, so they are no probabilities of one class; if they are logits, say --logits"
                .formatted(sum));
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(bundle.directory());
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
