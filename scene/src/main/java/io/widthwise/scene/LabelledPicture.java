package io.widthwise.scene;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A picture and what it shows.
 *
 * @param image of type {@link BufferedImage#TYPE_3BYTE_BGR}
 * @param label index into {@link SceneClasses#names()}
 */
public record LabelledPicture(BufferedImage image, int label) {

  public LabelledPicture {
    Objects.requireNonNull(image, "image");
    Objects.checkIndex(label, SceneClasses.names().size());
  }

  /** Name of the class that the picture shows. */
  public String labelName() {
    return SceneClasses.names().get(label);
  }
}
