package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.classify.Prediction;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Classifies frames with every variant of a bundle, one thread, with the decoder and the classifier
 * that serve: each frame is decoded once for each input that variants want, at the smallest scale
 * that suffices. Variants take turns frame by frame, so that a disturbance of the host meets all of
 * their times alike.
 */
public final class Evaluator {
  /** Fewer times give no 99th percentile; further turns over the last frame make up for them. */
  private static final int LEAST_RUNS = 200;

  private final LabelledFrames frames;
  private final ModelLadder ladder;
  private final FrameDecoder decoder;
  private final Halves halves;
  private final List<Tally> tallies;
  private final Map<Input, List<Integer>> variantsByInput = new LinkedHashMap<>();
  private final List<Integer> truths = new ArrayList<>();

  /** What a frame is decoded to. */
  private record Input(int side, Resize resize) {}

  private Evaluator(LabelledFrames frames, ModelLadder ladder, FrameDecoder decoder, int classes) {
    this.frames = frames;
    this.ladder = ladder;
    this.decoder = decoder;
    this.halves = Halves.of(frames.size(), classes, ladder.variants().size());
    this.tallies = ladder.variants().stream().map(Tally::new).toList();
    for (int i = 0; i < tallies.size(); i++) {
      VariantSpec variant = tallies.get(i).variant();
      variantsByInput
          .computeIfAbsent(
              new Input(variant.resolution(), variant.resize()), input -> new ArrayList<>())
          .add(i);
    }
  }

  /**
   * Measures every variant and fits a temperature for each.
   *
   * @param frames at least one
   * @param progress told how many frames are done, after each
   * @throws InvalidDatasetException if a frame cannot be decoded
   */
  public static Evaluation evaluate(
      LadderBundle bundle, LabelledFrames frames, IntConsumer progress) throws IOException {
    if (frames.size() < 1) {
      throw new IllegalArgumentException("frames must hold at least one frame");
    }
    try (FrameDecoder decoder = new OpenCvFrameDecoder();
        ModelLadder ladder = ModelLadder.open(bundle, ClassifierSettings.DEFAULT)) {
      Evaluator evaluator = new Evaluator(frames, ladder, decoder, bundle.labels().size());
      evaluator.run(progress);
      return new Evaluation(
          bundle,
          frames.description(),
          evaluator.truths,
          evaluator.tallies.stream().map(Tally::result).toList());
    }
  }

  /**
   * Measures every variant on images.
   *
   * @return one evaluation a variant, in the bundle's order
   */
  public static List<VariantEvaluation> evaluate(
      LadderBundle bundle, List<LabelledImage> images, IntConsumer progress) throws IOException {
    return evaluate(bundle, new ImageFolder("images", images), progress).variants();
  }

  private void run(IntConsumer progress) throws IOException {
    for (int i = 0; i < frames.size(); i++) {
      LabelledFrames.KnownFrame known = frames.get(i);
      truths.add(known.classIndex());
      try {
        for (Map.Entry<Input, List<Integer>> group : variantsByInput.entrySet()) {
          classify(i, known, group.getKey(), group.getValue());
        }
      } catch (UndecodableImageException e) {
        throw new InvalidDatasetException(
            known.origin(), "cannot be decoded: " + e.getMessage(), e);
      }
      progress.accept(i + 1);
    }
    for (int run = frames.size(); run < LEAST_RUNS; run++) {
      for (int variant = 0; variant < tallies.size(); variant++) {
        long started = System.nanoTime();
        ladder.classify(variant, ladder.input(variant));
        tallies.get(variant).addTime(microsSince(started));
      }
    }
  }

  private void classify(
      int index, LabelledFrames.KnownFrame known, Input input, List<Integer> variants)
      throws UndecodableImageException {
    long decoding = System.nanoTime();
    decoder.decode(known.frame(), input.side(), input.resize(), ladder.input(variants.get(0)));
    long decodeMicros = microsSince(decoding);
    for (int variant : variants) {
      Tally tally = tallies.get(variant);
      long started = System.nanoTime();
      Prediction prediction = ladder.classify(variant, ladder.input(variant));
      tally.addTimes(decodeMicros, microsSince(started));
      tally.add(prediction, known.classIndex());
      if (halves.fitting().get(index)) {
        tally.addForFitting(ladder.probabilities(variant), known.classIndex());
      } else if (halves.testing().get(index)) {
        tally.addForTesting(ladder.probabilities(variant), known.classIndex());
      }
    }
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1000;
  }
}
