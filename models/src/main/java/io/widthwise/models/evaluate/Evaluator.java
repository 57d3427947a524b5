package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.FrameClassifier;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.Frame;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Classifies images with every variant of a bundle, one thread, as the job does it: each image is
 * decoded for each variant at the smallest scale that suffices.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Measures every variant.
   *
   * @param images at least one
   * @param progress told how many images are done, after each
   * @return one evaluation a variant, in the bundle's order
   * @throws InvalidDatasetException if an image cannot be decoded
   */
  public static List<VariantEvaluation> evaluate(
      LadderBundle bundle, List<LabelledImage> images, IntConsumer progress) throws IOException {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("images must hold at least one image");
    }
    List<Tally> tallies = bundle.ladder().variants().stream().map(Tally::new).toList();
    ModelLadder ladder = ModelLadder.open(bundle, ClassifierSettings.DEFAULT);
    try (FrameClassifier classifier = new FrameClassifier(new OpenCvFrameDecoder(), ladder)) {
      for (int i = 0; i < images.size(); i++) {
        LabelledImage image = images.get(i);
        label(classifier, image, image.frame(i), tallies);
        progress.accept(i + 1);
      }
    }
    return tallies.stream().map(Tally::result).toList();
  }

  private static void label(
      FrameClassifier classifier, LabelledImage image, Frame frame, List<Tally> tallies)
      throws InvalidDatasetException {
    try {
      for (int variant = 0; variant < tallies.size(); variant++) {
        tallies.get(variant).add(classifier.label(frame, variant), image.classIndex());
      }
    } catch (UndecodableImageException e) {
      throw new InvalidDatasetException(image.file(), "cannot be decoded: " + e.getMessage(), e);
    }
  }
}
