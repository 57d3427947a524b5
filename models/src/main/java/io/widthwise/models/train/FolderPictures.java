package io.widthwise.models.train;

import io.widthwise.models.evaluate.InvalidDatasetException;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Pictures in one folder a class, named by the folder. Files are read when they are shown. */
public final class FolderPictures implements TrainingPictures {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");
  private static final int FEWEST_CLASSES = 2;

  private final List<String> classNames;
  private final List<Picture> pictures;

  private record Picture(Path file, int label) {}

  private FolderPictures(List<String> classNames, List<Picture> pictures) {
    this.classNames = classNames;
    this.pictures = pictures;
  }

  /**
   * Lists the pictures and looks at the header of each.
   *
   * @throws InvalidDatasetException if there are fewer than two classes, a class has no picture, or
   *     a file is no picture
   */
  public static FolderPictures open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidDatasetException(
          directory, "is no directory; name one with a folder a class");
    }
    List<Path> folders = sorted(directory, Files::isDirectory);
    if (folders.size() < FEWEST_CLASSES) {
      throw new InvalidDatasetException(
          directory,
          "holds %d folders; there must be one for each class, two at least"
              .formatted(folders.size()));
    }
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      List<Path> files = sorted(folders.get(label), FolderPictures::isPicture);
      if (files.isEmpty()) {
        throw new InvalidDatasetException(
            folders.get(label), "holds no .jpg, .jpeg or .png file; fill it or remove it");
      }
      for (Path file : files) {
        requirePicture(file);
        pictures.add(new Picture(file, label));
      }
    }
    List<String> names = folders.stream().map(folder -> folder.getFileName().toString()).toList();
    return new FolderPictures(names, List.copyOf(pictures));
  }

  /**
   * Returns every {@code nth} picture of each class, or all others, to validate with or train on.
   */
  public FolderPictures part(int nth, boolean chosen) {
    List<Picture> part = new ArrayList<>();
    int[] seen = new int[classNames.size()];
    for (Picture picture : pictures) {
      boolean isNth = ++seen[picture.label] % nth == 0;
      if (isNth == chosen) {
        part.add(picture);
      }
    }
    return new FolderPictures(classNames, List.copyOf(part));
  }

  private static List<Path> sorted(Path directory, java.util.function.Predicate<Path> kept)
      throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(kept).sorted().toList();
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static void requirePicture(Path file) throws IOException {
    try {
      ImageHeader.read(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (MalformedImageException e) {
      throw new InvalidDatasetException(file, "is no picture: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public ByteBuffer encoded(int index) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(pictures.get(index).file)).asReadOnlyBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(name(index) + " cannot be read", e);
    }
  }

  @Override
  public int label(int index) {
    return pictures.get(index).label;
  }

  @Override
  public Optional<Rectangle2D> subject(int index) {
    return Optional.empty();
  }

  @Override
  public String name(int index) {
    return pictures.get(index).file.toString();
  }

  @Override
  public String description() {
    return "%d pictures of %d classes".formatted(pictures.size(), classNames.size());
  }
}
