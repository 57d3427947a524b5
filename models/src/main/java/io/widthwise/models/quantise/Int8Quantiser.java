package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatDense;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.network.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Static post-training quantisation. Activations become uint8 with one scale a layer, weights int8
 * with one scale an output channel and zero point 0, the pair that CPUs multiply fastest. In order:
 *
 * <ol>
 *   <li>The floating-point network runs on the calibration frames; extremes and means of each
 *       channel are noted.
 *   <li>Channels are equalised ({@link Equaliser}).
 *   <li>Each activation's range is chosen ({@link RangeChoice}). After RELU it begins at zero, byte
 *       0, so that saturation is the RELU.
 *   <li>Layer by layer, biases are corrected (Nagel et al. 2019, arXiv 1906.04721, section 4.2, in
 *       its empirical form): the mean that each channel gives before its activation, fed with the
 *       bytes that the quantised layers before it make of the frames, is moved to the mean of the
 *       floating-point network. The classifier, which stays in floating point, likewise.
 * </ol>
 *
 * <p>Raw pixels are the first layer's input; their zero point is the mean of the three colours'
 * means, rounded. Where that is not each colour's mean itself, the difference goes into the biases;
 * only along padded borders is that not exact.
 */
public final class Int8Quantiser {
  private static final int HIGHEST = Quantization.MAX;

  private final FloatNetwork network;
  private final List<LayerSurvey> surveys;
  private final QuantiserOptions options;

  private Int8Quantiser(FloatNetwork network, List<LayerSurvey> surveys, QuantiserOptions options) {
    this.network = network;
    this.surveys = surveys;
    this.options = options;
  }

  /** Quantises {@code network}, telling nobody how far it has come. */
  public static QuantisedModel quantise(
      FloatNetwork network, CalibrationFrames frames, QuantiserOptions options) {
    return quantise(network, frames, options, QuantiserProgress.SILENT);
  }

  /**
   * Quantises {@code network}.
   *
   * @param frames at least one picture; a few hundred are plenty
   */
  public static QuantisedModel quantise(
      FloatNetwork network,
      CalibrationFrames frames,
      QuantiserOptions options,
      QuantiserProgress progress) {
    FloatNetwork folded = network.withScaleFolded();
    IntPredicate corrected = everyFew(frames, options.correctionFrames());
    List<LayerSurvey> surveys = new NetworkSurvey(folded, frames, progress).extremes(corrected);
    FloatNetwork equalised = Equaliser.equalise(folded, surveys, options.equalisation());
    Int8Quantiser quantiser = new Int8Quantiser(equalised, surveys, options);
    List<Quantization> activations = quantiser.activations(frames, progress);
    ByteMaps maps = options.correctionFrames() > 0 ? ByteMaps.of(frames, corrected) : null;
    return quantiser.layers(activations, maps, progress);
  }

  /** Chooses at most {@code most} pictures, spread evenly over all. */
  private static IntPredicate everyFew(CalibrationFrames frames, int most) {
    int total = 0;
    for (PixelBatch batch : frames.batches()) {
      total += batch.images();
    }
    if (total == 0) {
      throw new IllegalArgumentException("there must be at least one calibration frame");
    }
    int all = total;
    int chosen = Math.min(most, all);
    return image -> (long) (image + 1) * chosen / all > (long) image * chosen / all;
  }

  private List<Quantization> activations(CalibrationFrames frames, QuantiserProgress progress) {
    List<Histogram> histograms =
        options.ranges() == RangeChoice.MIN_MAX
            ? List.of()
            : new NetworkSurvey(network, frames, progress).histograms(surveys);
    List<Quantization> activations = new ArrayList<>();
    for (int i = 0; i < surveys.size(); i++) {
      double share = histograms.isEmpty() ? 1 : histograms.get(i).share(options.ranges());
      activations.add(range(share * surveys.get(i).lowest(), share * surveys.get(i).highest()));
    }
    return activations;
  }

  /** A range of 256 steps from {@code low}, at most 0, to {@code high}, at least 0. */
  private static Quantization range(double low, double high) {
    double scale = (high - low) / HIGHEST;
    if (scale < Float.MIN_NORMAL) {
      return new Quantization(1, 0); // every channel is dead
    }
    return new Quantization((float) scale, (int) Math.round(-low / scale));
  }

  private QuantisedModel layers(
      List<Quantization> activations, ByteMaps maps, QuantiserProgress progress) {
    List<QuantisedConvolution> layers = new ArrayList<>();
    Quantization input = pixels();
    for (int i = 0; i < activations.size(); i++) {
      QuantisedConvolution layer =
          WeightRounding.round(
              network.convolutions().get(i), input, activations.get(i), options.weightSteps());
      if (i == 0) {
        layer = withColourMeans(layer);
      }
      if (maps != null) {
        layer = moved(layer, surveys.get(i).meanBefore, maps.meanBeforeRounding(layer));
        maps.advance(layer);
      }
      layers.add(layer);
      input = layer.output();
      progress.advanced("Rounding layers", i + 1);
    }
    FloatDense classifier = network.classifier();
    return new QuantisedModel(
        layers,
        maps == null ? classifier : corrected(classifier, input, maps.means()),
        options.fastForm());
  }

  private Quantization pixels() {
    double sum = 0;
    for (float mean : network.mean()) {
      sum += mean;
    }
    long middle = Math.round(sum / FloatNetwork.COLOURS);
    return new Quantization(1, (int) Math.max(0, Math.min(HIGHEST, middle)));
  }

  private QuantisedConvolution withColourMeans(QuantisedConvolution stem) {
    int each = stem.weights().length / stem.outputs();
    int taps = stem.window().height() * stem.window().width();
    int[] bias = stem.bias().clone();
    for (int channel = 0; channel < bias.length; channel++) {
      double sum = 0;
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        int colour = i / taps % FloatNetwork.COLOURS;
        sum += stem.weights()[i] * (stem.input().zeroPoint() - network.mean()[colour]);
      }
      bias[channel] += Math.round(sum);
    }
    return withBias(stem, bias);
  }

  /** Moves the mean of each channel from {@code actual} to {@code wanted}. */
  private static QuantisedConvolution moved(
      QuantisedConvolution layer, double[] wanted, double[] actual) {
    int[] bias = layer.bias().clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] +=
          WeightRounding.steps(wanted[i] - actual[i], layer.weightScales()[i], layer.input());
    }
    return withBias(layer, bias);
  }

  private static QuantisedConvolution withBias(QuantisedConvolution layer, int[] bias) {
    return new QuantisedConvolution(
        layer.name(),
        layer.inputs(),
        layer.outputs(),
        layer.window(),
        layer.depthwise(),
        layer.weights(),
        layer.weightScales(),
        bias,
        layer.input(),
        layer.output());
  }

  private FloatDense corrected(FloatDense classifier, Quantization features, double[] meanBytes) {
    double[] wanted = surveys.get(surveys.size() - 1).meanAfter;
    float[] bias = classifier.bias().clone();
    for (int i = 0; i < classifier.weights().length; i++) {
      int feature = i % classifier.features();
      double actual = (meanBytes[feature] - features.zeroPoint()) * features.scale();
      bias[i / classifier.features()] +=
          (float) (classifier.weights()[i] * (wanted[feature] - actual));
    }
    return new FloatDense(classifier.weights(), bias, classifier.features(), classifier.classes());
  }
}
