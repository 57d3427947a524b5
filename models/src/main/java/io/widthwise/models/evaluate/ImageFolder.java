package io.widthwise.models.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Labelled images as frames.
 *
 * @param description which images, for people
 * @param images at least one
 */
public record ImageFolder(String description, List<LabelledImage> images)
    implements LabelledFrames {
  public ImageFolder {
    images = List.copyOf(images);
  }

  /**
   * Reads a directory as {@link LabelledImages#read} does; it is described by its own name.
   *
   * @param classes number of classes that there are
   */
  public static ImageFolder read(Path directory, int classes) throws IOException {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return new ImageFolder(
        name == null ? directory.toString() : name.toString(),
        LabelledImages.read(directory, classes));
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public KnownFrame get(int index) throws IOException {
    LabelledImage image = images.get(index);
    return new KnownFrame(image.frame(index), image.classIndex(), image.file().toString());
  }
}
