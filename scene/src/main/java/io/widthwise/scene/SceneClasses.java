package io.widthwise.scene;

import java.util.Arrays;
import java.util.List;

/** What the synthetic camera shows. The order is part of every model trained on it. */
public final class SceneClasses {

  private static final List<String> NAMES =
      Arrays.stream(Subject.values()).map(Subject::label).toList();

  private SceneClasses() {}

  /** The class names in label order, in kebab case. */
  public static List<String> names() {
    return NAMES;
  }
}
