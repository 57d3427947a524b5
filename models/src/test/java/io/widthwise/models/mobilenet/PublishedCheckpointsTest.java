package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cost model against what was published with the checkpoints: the table in tensorflow/models,
 * research/slim/nets/mobilenet_v1.md, and the layer list in mobilenet_v1.py beside it. As with the
 * paper, the exact count must round to the published figure, and where it does not the test says by
 * how much it is off.
 */
class PublishedCheckpointsTest {
  @ParameterizedTest(name = "{0}@{1}")
  @CsvSource({
    // width, resolution, multiply-adds, published millions
    "1.0,  224, 568740352, 569",
    "1.0,  192, 418121728, 418",
    "1.0,  160, 290675200, 291",
    "1.0,  128, 186400768, 186",
    "0.5,  192, 109970432, 110",
    "0.5,  160,  76524800,  77",
    "0.5,  128,  49160192,  49",
    "0.25, 224,  41030272,  41",
    "0.25, 160,  21059200,  21",
    "0.25, 128,  13570048,  14",
  })
  void multiplyAdds(double width, int resolution, long multiplyAdds, String millions) {
    assertThat(total(width, resolution)).isEqualTo(multiplyAdds);
    assertThat(millions(multiplyAdds, 0)).isEqualTo(millions);
  }

  /**
   * All four published figures of width 0.75 leave out the first convolution, 2.5 % of the whole;
   * the paper's own 325 for resolution 224 has it.
   */
  @ParameterizedTest(name = "{0}@{1}")
  @CsvSource({
    // width, resolution, multiply-adds, of these the first convolution, published millions
    "0.75, 224, 325400448, 8128512, 317",
    "0.75, 192, 239273472, 5971968, 233",
    "0.75, 160, 166396800, 4147200, 162",
    "0.75, 128, 106770432, 2654208, 104",
  })
  void multiplyAddsOfWidth075LackTheFirstConvolution(
      double width, int resolution, long multiplyAdds, long first, String millions) {
    NetworkCost cost = CostModel.of(new MobileNetV1(width, resolution, 1000));

    assertThat(cost.total().multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(cost.layers().get(0).cost().multiplyAdds()).isEqualTo(first);
    assertThat(millions(multiplyAdds - first, 0)).isEqualTo(millions);
  }

  /** Published as 150, which is 0.503 million too many; the paper's 149 is the rounded count. */
  @Test
  void multiplyAddsOf05At224AreRoundedUp() {
    assertThat(total(0.5, 224)).isEqualTo(149_497_088);
    assertThat(150_000_000 - total(0.5, 224)).isEqualTo(502_912);
  }

  /** Published as 34, which is 3.8 million too many for 41 at 224 less 27 % of the pixels. */
  @Test
  void multiplyAddsOf025At192AreMisprinted() {
    assertThat(total(0.25, 192)).isEqualTo(30_212_608);
    assertThat(34_000_000 - total(0.25, 192)).isEqualTo(3_787_392);
  }

  /**
   * All four figures come out as weights, biases and three numbers a normalised channel, for
   * instance offset, mean and variance. Two give 4.23 at width 1.0, four give 2.60 at 0.75.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // width, parameters, published millions
    "1.0,  4242920, 4.24",
    "0.75, 2593768, 2.59",
    "0.5,  1337064, 1.34",
    "0.25,  472808, 0.47",
  })
  void parameters(double width, long parameters, String millions) {
    Cost cost = CostModel.of(new MobileNetV1(width, 224, 1000)).total();

    assertThat(cost.weights() + cost.biases() + 3 * cost.normalisedChannels())
        .isEqualTo(parameters);
    assertThat(millions(parameters, 2)).isEqualTo(millions);
  }

  /** The layer list counts neither the classifier nor batch normalisation. */
  @ParameterizedTest(name = "{0}@{1}")
  @CsvSource({"1.0, 224, 3185088, 567716352", "0.75, 128, 1800144, 106002432"})
  void layersBeforeTheClassifier(double width, int resolution, long weights, long multiplyAdds) {
    NetworkCost cost = CostModel.of(new MobileNetV1(width, resolution, 1000));
    Cost classifier = cost.byKind().get(LayerKind.FULLY_CONNECTED);

    assertThat(cost.total().weights() - classifier.weights()).isEqualTo(weights);
    assertThat(cost.total().multiplyAdds() - classifier.multiplyAdds()).isEqualTo(multiplyAdds);
  }

  /**
   * As the summary of Keras' MobileNet prints them: 4,253,864 in all, of these 4,231,976 trained.
   */
  @Test
  void parametersStoredAndTrained() {
    Cost cost = CostModel.of(new MobileNetV1(1.0, 224, 1000)).total();

    assertThat(cost.storedParameters()).isEqualTo(4_253_864);
    assertThat(cost.trainedParameters()).isEqualTo(4_231_976);
  }

  @Test
  void publishedParametersAreNeitherTheTrainedNorTheStoredOnes() {
    Cost full = CostModel.of(new MobileNetV1(1.0, 224, 1000)).total();
    Cost narrow = CostModel.of(new MobileNetV1(0.75, 224, 1000)).total();

    assertThat(millions(full.trainedParameters(), 2)).isEqualTo("4.23");
    assertThat(millions(narrow.storedParameters(), 2)).isEqualTo("2.60");
  }

  private static long total(double width, int resolution) {
    return CostModel.of(new MobileNetV1(width, resolution, 1000)).total().multiplyAdds();
  }

  private static String millions(long count, int digits) {
    return BigDecimal.valueOf(count).movePointLeft(6).setScale(digits, RoundingMode.HALF_UP) + "";
  }
}
