package io.widthwise.models.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.models.floating.FloatActivation;
import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatReference;
import io.widthwise.models.floating.RandomNetworks;
import io.widthwise.models.onnx.GraphRunner;
import io.widthwise.models.onnx.NetworkWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Int8QuantiserTest {
  private static final int CLASSES = 10;
  private static final QuantiserOptions PLAIN =
      new QuantiserOptions(
          Equalisation.NONE, RangeChoice.MIN_MAX, 0, QuantiserOptions.FULL_STEPS, FastForm.PLAIN);

  private final CalibrationFrames frames =
      CalibrationFrames.of(List.of(smooth(1, 8, 32, 32), smooth(2, 4, 48, 48)));
  private final PixelBatch fresh = smooth(3, 16, 32, 32);

  @ParameterizedTest
  @EnumSource(FloatActivation.class)
  void staysCloseToTheFloatingPointNetwork(FloatActivation activation) throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(1, activation, CLASSES);
    assertThat(error(network, QuantiserOptions.DEFAULT)).isLessThan(0.02);
  }

  @ParameterizedTest
  @EnumSource(
      value = Equalisation.class,
      names = {"WEIGHTS", "ACTIVATIONS"})
  void equalisationSavesNetworksWhoseChannelsDifferInScale(Equalisation equalisation)
      throws Exception {
    FloatNetwork network = badlyScaled(RandomNetworks.mobileNet(2, FloatActivation.RELU, CLASSES));
    double without = error(network, PLAIN);
    assertThat(error(network, PLAIN.with(equalisation))).isLessThan(without / 4);
  }

  @Test
  void correctedBiasesMoveMeansToThoseOfTheFloatingPointNetwork() {
    FloatNetwork network =
        badlyScaled(RandomNetworks.mobileNet(3, FloatActivation.RELU, CLASSES)).withScaleFolded();
    List<LayerSurvey> wanted =
        new NetworkSurvey(network, frames, QuantiserProgress.SILENT).extremes(image -> true);
    double without = meanError(Int8Quantiser.quantise(network, frames, PLAIN), wanted);
    double with =
        meanError(Int8Quantiser.quantise(network, frames, PLAIN.withCorrectionFrames(64)), wanted);
    assertThat(with).isLessThan(without / 10);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1", "0, 2", "0, 4", "1, 1", "1, 2", "1, 4", "0.3, 2"})
  void fastFormsYieldTheSameBytes(double paddingShare, int neighbours) throws Exception {
    QuantisedModel model =
        Int8Quantiser.quantise(
            new RandomNetworks(4, FloatActivation.RELU).stem(6).block(13, 1).block(24, 2).build(10),
            frames,
            PLAIN);
    float[] expected = run(model, fresh);
    assertThat(run(model.in(new FastForm(paddingShare, neighbours)), fresh))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void foldingKeepsBothKindsOfPadding(int before) throws Exception {
    QuantisedModel model =
        Int8Quantiser.quantise(
            withStemPadding(RandomNetworks.mobileNet(5, FloatActivation.RELU, CLASSES), before),
            frames,
            PLAIN);
    assertThat(run(model.in(FastForm.FAST), fresh)).containsExactly(run(model, fresh));
  }

  @Test
  void coloursMayHaveMeansOfTheirOwn() throws Exception {
    FloatNetwork plain = RandomNetworks.mobileNet(6, FloatActivation.RELU, CLASSES);
    FloatNetwork network =
        new FloatNetwork(
            new float[] {123.675f, 116.28f, 103.53f},
            new float[] {1 / 58.395f, 1 / 57.12f, 1 / 57.375f},
            plain.convolutions(),
            plain.classifier());
    assertThat(error(network, QuantiserOptions.DEFAULT)).isLessThan(0.03);
  }

  @Test
  void weightsForCpusWithoutVnniUseSevenBits() {
    FloatNetwork network = RandomNetworks.mobileNet(7, FloatActivation.RELU, CLASSES);
    QuantisedModel model = Int8Quantiser.quantise(network, frames, PLAIN.withWeightSteps(63));
    for (QuantisedConvolution layer : model.convolutions()) {
      for (byte weight : layer.weights()) {
        assertThat((int) weight).isBetween(-63, 63);
      }
    }
  }

  @Test
  void deadChannelsAreNoTrouble() throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(8, FloatActivation.RELU, CLASSES);
    List<FloatConvolution> layers = new ArrayList<>(network.convolutions());
    FloatConvolution stem = layers.get(0);
    float[] weights = stem.weights().clone();
    float[] bias = stem.bias().clone();
    Arrays.fill(weights, 0, 2 * stem.weightsAnOutput(), 0);
    bias[0] = -1;
    bias[1] = 0.5f;
    layers.set(0, stem.with(weights, bias));
    assertThat(
            error(
                new FloatNetwork(network.mean(), network.scale(), layers, network.classifier()),
                QuantiserOptions.DEFAULT))
        .isLessThan(0.02);
  }

  @Test
  void needsAFrame() {
    FloatNetwork network = RandomNetworks.mobileNet(9, FloatActivation.RELU, CLASSES);
    assertThatThrownBy(
            () -> Int8Quantiser.quantise(network, CalibrationFrames.of(List.of()), PLAIN))
        .hasMessageContaining("at least one calibration frame");
  }

  /** Mean difference of a probability from double precision, on fresh pictures. */
  private double error(FloatNetwork network, QuantiserOptions options) throws Exception {
    float[] actual = run(Int8Quantiser.quantise(network, frames, options), fresh);
    double error = 0;
    for (int image = 0; image < fresh.images(); image++) {
      double[] expected =
          FloatReference.probabilities(network, fresh.image(image), fresh.height(), fresh.width());
      for (int i = 0; i < CLASSES; i++) {
        error += Math.abs(expected[i] - actual[image * CLASSES + i]) / actual.length;
      }
    }
    return error;
  }

  /** Error of the means before activation relative to the layer's range, over all layers. */
  private double meanError(QuantisedModel model, List<LayerSurvey> wanted) {
    ByteMaps maps = ByteMaps.of(frames, image -> true);
    double error = 0;
    for (int i = 0; i < wanted.size(); i++) {
      QuantisedConvolution layer = model.convolutions().get(i);
      double[] actual = maps.meanBeforeRounding(layer);
      for (int channel = 0; channel < actual.length; channel++) {
        error +=
            Math.abs(actual[channel] - wanted.get(i).meanBefore[channel])
                / wanted.get(i).highest()
                / actual.length;
      }
      maps.advance(layer);
    }
    return error;
  }

  private static float[] run(QuantisedModel model, PixelBatch batch) throws Exception {
    try (GraphRunner runner = new GraphRunner(model.write(new TreeMap<>()))) {
      return (float[])
          runner
              .run(batch.pixels(), batch.images(), batch.height(), batch.width())
              .get(NetworkWriter.OUTPUT);
    }
  }

  /**
   * Multiplies channels by factors that differ by orders of magnitude, and undoes it after RELU.
   */
  private static FloatNetwork badlyScaled(FloatNetwork network) {
    Random random = new Random(11);
    List<FloatConvolution> layers = new ArrayList<>(network.convolutions());
    for (int i = 0; i + 1 < layers.size(); i++) {
      FloatConvolution layer = layers.get(i);
      FloatConvolution next = layers.get(i + 1);
      float[] factors = new float[layer.outputs()];
      for (int channel = 0; channel < factors.length; channel++) {
        factors[channel] = (float) Math.exp(1.2 * random.nextGaussian());
      }
      float[] weights = layer.weights().clone();
      float[] bias = layer.bias().clone();
      float[] reading = next.weights().clone();
      for (int w = 0; w < weights.length; w++) {
        weights[w] *= factors[w / layer.weightsAnOutput()];
      }
      for (int channel = 0; channel < bias.length; channel++) {
        bias[channel] *= factors[channel];
      }
      int taps = next.kernel() * next.kernel();
      for (int w = 0; w < reading.length; w++) {
        reading[w] /= factors[w / taps % factors.length];
      }
      layers.set(i, layer.with(weights, bias));
      layers.set(i + 1, next.with(reading, next.bias()));
    }
    return new FloatNetwork(network.mean(), network.scale(), layers, network.classifier());
  }

  private static FloatNetwork withStemPadding(FloatNetwork network, int before) {
    List<FloatConvolution> layers = new ArrayList<>(network.convolutions());
    FloatConvolution stem = layers.get(0);
    layers.set(
        0,
        new FloatConvolution(
            stem.name(),
            3,
            stem.outputs(),
            3,
            2,
            before,
            before,
            1,
            1,
            false,
            stem.weights(),
            stem.bias(),
            stem.activation()));
    return new FloatNetwork(network.mean(), network.scale(), layers, network.classifier());
  }

  /** Pictures of waves: neighbours are alike, as in photographs. */
  private static PixelBatch smooth(long seed, int images, int height, int width) {
    Random random = new Random(seed);
    byte[] pixels = new byte[images * height * width * 3];
    for (int image = 0; image < images; image++) {
      for (int colour = 0; colour < 3; colour++) {
        double middle = 60 + 130 * random.nextDouble();
        double down = random.nextGaussian() * 0.4;
        double across = random.nextGaussian() * 0.4;
        double phase = random.nextDouble() * 6;
        for (int i = 0; i < height * width; i++) {
          double wave = Math.sin(down * (i / width) + across * (i % width) + phase);
          double value = middle + 60 * wave + 4 * random.nextGaussian();
          pixels[(image * height * width + i) * 3 + colour] =
              (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return new PixelBatch(pixels, images, height, width);
  }
}
