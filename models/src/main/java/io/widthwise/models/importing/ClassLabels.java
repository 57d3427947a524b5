package io.widthwise.models.importing;

import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Network;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a classifier's classes, and whether its first class is the "background" that
 * TensorFlow's ImageNet models have before the thousand and that no image shows.
 *
 * @param file they were read from
 * @param names without background
 * @param background whether the file named it
 */
public record ClassLabels(Path file, List<String> names, boolean background) {
  private static final String BACKGROUND = "background";
  private static final int IMAGENET_WITH_BACKGROUND = 1001;

  public ClassLabels {
    names = List.copyOf(names);
  }

  /**
   * Reads one name a line; a first line "background" is left out.
   *
   * @throws UnusableModelException if the file is missing, empty or no UTF-8 text
   */
  public static ClassLabels read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableModelException(
          file, "does not exist; name the file with one class name a line with --labels");
    }
    try {
      List<String> lines =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(String::strip).toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).isEmpty()) {
          throw new UnusableModelException(
              file, "has an empty line %d; one class name a line is needed".formatted(i + 1));
        }
      }
      boolean background = !lines.isEmpty() && lines.get(0).equals(BACKGROUND);
      List<String> names = background ? lines.subList(1, lines.size()) : lines;
      if (names.isEmpty()) {
        throw new UnusableModelException(file, "names no class");
      }
      return new ClassLabels(file, names, background);
    } catch (CharacterCodingException e) {
      throw new UnusableModelException(file, "is not UTF-8 text", e);
    }
  }

  /** Returns every line's name, background too if the file named it. */
  public List<String> all() {
    if (!background) {
      return names;
    }
    List<String> all = new ArrayList<>(List.of(BACKGROUND));
    all.addAll(names);
    return List.copyOf(all);
  }

  /**
   * Returns {@code network} with exactly these classes: without background if it has one class
   * more.
   *
   * @param model file the network was read from, for messages
   * @throws UnusableModelException if the network has no classifier or other classes
   */
  public Network fit(Path model, Network network) throws UnusableModelException {
    if (!network.hasClassifier()) {
      throw new UnusableModelException(
          model,
          "has no classifier: it ends in %d features, so it cannot label images; import the file that ends in class scores"
              .formatted(network.classes()));
    }
    boolean oneMore = network.classes() == names.size() + 1;
    if (oneMore && (background || network.classes() == IMAGENET_WITH_BACKGROUND)) {
      return network.withoutClass(0);
    }
    if (network.classes() == names.size()) {
      return network;
    }
    throw new UnusableModelException(
        model,
        "scores %d classes but %s names %d; name the labels of this model with --labels"
            .formatted(network.classes(), file, names.size()));
  }
}
