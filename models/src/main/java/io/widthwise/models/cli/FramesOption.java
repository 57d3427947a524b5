package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.ImageFolder;
import io.widthwise.models.evaluate.InvalidDatasetException;
import io.widthwise.models.evaluate.LabelledFrames;
import io.widthwise.models.evaluate.SceneFrames;
import io.widthwise.scene.SceneClasses;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which frames a bundle is measured on. */
final class FramesOption {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which;

  /** One of these. */
  static final class Which {
    @Option(
        names = "--images",
        paramLabel = "DIR",
        description =
            "Images and labels.csv with the columns file,class_index; none that the networks were"
                + " trained on.")
    private Path images;

    @ArgGroup(exclusive = false)
    private Scenes scenes;
  }

  /** Frames of the synthetic camera. */
  static final class Scenes {
    @Option(
        names = "--synthetic",
        required = true,
        paramLabel = "SEED",
        description = "Frames of the synthetic camera, from this seed.")
    private long seed;

    @Option(
        names = "--frames",
        paramLabel = "N",
        description = "How many synthetic frames (default: 1000).")
    private int frames = 1_000;
  }

  LabelledFrames open(LadderBundle bundle) throws IOException {
    if (which.images != null) {
      return ImageFolder.read(which.images, bundle.labels().size());
    }
    if (!bundle.labels().equals(SceneClasses.names())) {
      throw new InvalidDatasetException(
          bundle.directory(),
          "recognises other classes than the synthetic camera shows; measure it with --images");
    }
    return new SceneFrames(which.scenes.seed, which.scenes.frames);
  }
}
