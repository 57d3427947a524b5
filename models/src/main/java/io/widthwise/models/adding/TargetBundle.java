package io.widthwise.models.adding;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.importing.ClassLabels;
import io.widthwise.models.importing.Rungs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The bundle that a model goes into, with the labels that it must score. */
final class TargetBundle {
  private static final int HASH_DIGITS = 8;

  private final Path directory;
  private final Optional<LadderBundle> present;
  private final List<String> labels;

  private TargetBundle(Path directory, Optional<LadderBundle> present, List<String> labels) {
    this.directory = directory;
    this.present = present;
    this.labels = labels;
  }

  /**
   * Finds the bundle in {@code directory}, or begins one.
   *
   * @param classes that the model scores, if that is known yet
   */
  static TargetBundle at(Path directory, AddOptions options, OptionalLong classes)
      throws IOException {
    Optional<ClassLabels> told = Optional.empty();
    if (options.labels().isPresent()) {
      told = Optional.of(ClassLabels.read(options.labels().get()));
    }
    if (Files.exists(directory.resolve(LadderBundle.MANIFEST))) {
      LadderBundle bundle = LadderBundle.open(directory);
      if (told.isPresent()) {
        int count = bundle.labels().size();
        requireSame(told.get().file(), names(told.get(), OptionalLong.of(count)), bundle);
      }
      return new TargetBundle(directory, Optional.of(bundle), bundle.labels());
    }
    requireEmpty(directory);
    ClassLabels labels =
        told.orElseThrow(
            () ->
                new UnusableModelException(
                    directory,
                    "is no bundle yet; name the file with one class name a line with --labels to begin one"));
    return new TargetBundle(directory, Optional.empty(), names(labels, classes));
  }

  /** A file's first line "background" is left out where only that makes the numbers fit. */
  private static List<String> names(ClassLabels labels, OptionalLong classes) {
    return classes.isPresent() && classes.getAsLong() == labels.names().size()
        ? labels.names()
        : labels.all();
  }

  List<String> labels() {
    return labels;
  }

  void requireRoomFor(VariantSpec variant, boolean force) throws UnusableModelException {
    if (!force && others(variant).size() < variants().size()) {
      throw new UnusableModelException(
          directory,
          "has a %s already; replace it with --force, or tell the new one apart with --family"
              .formatted(variant.fullName()));
    }
  }

  /** Returns the variant under a file name that no other variant has. */
  VariantSpec named(VariantSpec variant) {
    boolean taken = others(variant).stream().anyMatch(other -> other.file().equals(variant.file()));
    return taken
        ? variant.withFile(
            variant
                .file()
                .replace(".onnx", "_%s.onnx".formatted(variant.sha256().substring(0, HASH_DIGITS))))
        : variant;
  }

  LadderBundle with(Rung added, AddOptions options) throws IOException {
    List<Rung> rungs = new ArrayList<>();
    for (VariantSpec other : others(added.variant())) {
      rungs.add(new Rung(other, present.orElseThrow().readModel(other)));
    }
    rungs.add(new Rung(named(added.variant()), added.onnx()));
    rungs.sort(Rungs.CHEAPEST_FIRST);
    return new BundleWriter(directory)
        .write(
            present.map(bundle -> bundle.ladder().name()).orElse(options.name()),
            options.release().orElseGet(() -> Rungs.contentHash(rungs, labels)),
            labels,
            rungs);
  }

  private List<VariantSpec> variants() {
    return present.map(bundle -> bundle.ladder().variants()).orElse(List.of());
  }

  private List<VariantSpec> others(VariantSpec variant) {
    return variants().stream()
        .filter(other -> !other.fullName().equals(variant.fullName()))
        .toList();
  }

  private static void requireSame(Path file, List<String> told, LadderBundle bundle)
      throws UnusableModelException {
    List<String> there = bundle.labels();
    if (told.size() != there.size()) {
      throw new UnusableModelException(
          file,
          "names %d classes but the bundle %s has %d; all variants of a bundle have the same"
              .formatted(told.size(), bundle.directory(), there.size()));
    }
    for (int i = 0; i < told.size(); i++) {
      if (!told.get(i).equals(there.get(i))) {
        throw new UnusableModelException(
            file,
            "calls class %d \"%s\" but the bundle %s calls it \"%s\"; all variants of a bundle have the same"
                .formatted(i, told.get(i), bundle.directory(), there.get(i)));
      }
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new UnusableModelException(
          directory, "is a file; name a directory for the bundle with --into");
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new UnusableModelException(
            directory,
            "has files but no ladder.json; name a bundle or a new directory with --into");
      }
    }
  }
}
