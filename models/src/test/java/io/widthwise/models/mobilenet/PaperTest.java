package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cost model against every cost that arXiv 1704.04861 prints. Each test states the exact count;
 * the paper's figure must be that count rounded to the paper's digits. Three figures are not, and
 * those tests say by how much and what the paper probably did.
 */
class PaperTest {
  private static final long MILLION = 1_000_000;
  private static final MobileNetV1 MOBILENET = new MobileNetV1(1.0, 224, 1000);

  @ParameterizedTest(name = "Table 2: {0}")
  @CsvSource({
    // kind, multiply-adds, share %, parameters, share %
    "POINTWISE,       539492352, 94.86, 3139584, 74.59",
    "DEPTHWISE,        17385984,  3.06,   44640,  1.06",
    "FULLY_CONNECTED,   1024000,  0.18, 1024000, 24.33",
  })
  void sharesByLayerType(
      LayerKind kind, long multiplyAdds, String share, long parameters, String parametersShare) {
    Cost cost = CostModel.of(MOBILENET).byKind().get(kind);
    Cost total = CostModel.of(MOBILENET).total();

    assertThat(cost.multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(percent(cost.multiplyAdds(), total.multiplyAdds())).isEqualTo(share);
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(percent(cost.parameters(), total.parameters())).isEqualTo(parametersShare);
  }

  /**
   * Table 2 prints 1.19 % of the multiply-adds: digits of 1.91 transposed, for only with 1.91 do
   * its four shares add up to 100 % (100.01, rounded as they are; with 1.19 they are 99.29).
   */
  @Test
  void table2MisprintsTheMultiplyAddsOfTheFirstConvolution() {
    Cost cost = CostModel.of(MOBILENET).byKind().get(LayerKind.CONVOLUTION);
    Cost total = CostModel.of(MOBILENET).total();

    assertThat(cost.multiplyAdds()).isEqualTo(10_838_016);
    assertThat(percent(cost.multiplyAdds(), total.multiplyAdds())).isEqualTo("1.91");
    assertThat(cost.parameters()).isEqualTo(864);
    assertThat(percent(cost.parameters(), total.parameters())).isEqualTo("0.02");
  }

  /** Any other way of counting misses Table 2: which is how we know that it is weights alone. */
  @Test
  void table2CountsWeightsAlone() {
    Cost pointwise = CostModel.of(MOBILENET).byKind().get(LayerKind.POINTWISE);
    Cost total = CostModel.of(MOBILENET).total();

    assertThat(percent(pointwise.foldedParameters(), total.foldedParameters())).isEqualTo("74.52");
    assertThat(percent(pointwise.trainedParameters(), total.trainedParameters()))
        .isEqualTo("74.47");
    assertThat(percent(pointwise.storedParameters(), total.storedParameters())).isEqualTo("74.37");
  }

  @ParameterizedTest(name = "Tables 4 to 7: {2} {0}@{1}")
  @CsvSource({
    // width, resolution, body, multiply-adds, paper's millions, parameters, paper's millions
    "1.0,  224, SEPARABLE, 568740352, 569, 4209088, 4.2",
    "0.75, 224, SEPARABLE, 325400448, 325, 2568144, 2.6",
    "1.0,  224, SHALLOW,   307323392, 307, 2875328, 2.9",
    "0.5,  224, SEPARABLE, 149497088, 149, 1319648, 1.3",
    "0.25, 224, SEPARABLE,  41030272,  41,  463600, 0.5",
    "1.0,  192, SEPARABLE, 418121728, 418, 4209088, 4.2",
    "1.0,  128, SEPARABLE, 186400768, 186, 4209088, 4.2",
  })
  void networksOfThePaper(
      double width,
      int resolution,
      Body body,
      long multiplyAdds,
      String millionMultiplyAdds,
      long parameters,
      String millionParameters) {
    Cost cost = CostModel.of(new MobileNetV1(width, resolution, 1000, body)).total();

    assertThat(cost.multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(millions(cost.multiplyAdds(), 0)).isEqualTo(millionMultiplyAdds);
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(millions(cost.parameters(), 1)).isEqualTo(millionParameters);
  }

  /**
   * Table 4 prints 4866 million. The exact count is 1.29 million more, of which 1.02 are the
   * classifier: without it the count does round to 4866. MobileNet's own 569 in the same table
   * needs the classifier (568 without).
   */
  @Test
  void table4LeavesTheClassifierOutOfTheFullConvolutions() {
    Cost cost = CostModel.of(MOBILENET.with(Body.FULL_CONVOLUTIONS)).total();

    assertThat(cost.multiplyAdds()).isEqualTo(4_867_293_184L);
    assertThat(cost.multiplyAdds() - 4866 * MILLION).isEqualTo(1_293_184);
    assertThat(millions(cost.multiplyAdds() - 1_024_000, 0)).isEqualTo("4866");
    assertThat(cost.parameters()).isEqualTo(29_281_120);
    assertThat(millions(cost.parameters(), 1)).isEqualTo("29.3");
  }

  /** Table 7 prints 290 million; the exact count is 0.68 million more and rounds to 291. */
  @Test
  void table7IsTwoThirdsOfAMillionShortAtResolution160() {
    Cost cost = CostModel.of(new MobileNetV1(1.0, 160, 1000)).total();

    assertThat(cost.multiplyAdds()).isEqualTo(290_675_200);
    assertThat(cost.multiplyAdds() - 290 * MILLION).isEqualTo(675_200);
    assertThat(cost.parameters()).isEqualTo(4_209_088);
  }

  @Test
  void theFactorisationSavesEightToNineTimes() {
    long full = CostModel.of(MOBILENET.with(Body.FULL_CONVOLUTIONS)).total().multiplyAdds();

    assertThat((double) full / CostModel.of(MOBILENET).total().multiplyAdds()).isBetween(8.0, 9.0);
  }

  @Test
  void oneLayerOf128x128() {
    assertThat(CostModel.of(LayerSpec.convolution("full", 3, 1, 64, 128, 128)).multiplyAdds())
        .isEqualTo(1_207_959_552);
    assertThat(
            CostModel.of(LayerSpec.depthwise("depthwise", 3, 1, 64, 128)).multiplyAdds()
                + CostModel.of(LayerSpec.pointwise("pointwise", 64, 128, 128)).multiplyAdds())
        .isEqualTo(143_654_912);
  }

  @ParameterizedTest(name = "Table 3: separable, {0} channels, {1}x{1}")
  @CsvSource({
    // channels, side, multiply-adds, paper's millions, parameters, paper's millions
    "512, 14, 52283392, 52.3, 266752, 0.27", // separable
    "384, 14, 29578752, 29.6, 150912, 0.15", // and alpha 0.75
    "384, 10, 15091200, 15.1, 150912, 0.15", // and rho 0.714
  })
  void oneInnerLayerShrunkInTurns(
      int channels,
      int side,
      long multiplyAdds,
      String millionMultiplyAdds,
      long parameters,
      String millionParameters) {
    Cost cost =
        CostModel.of(LayerSpec.depthwise("depthwise", 3, 1, channels, side))
            .plus(CostModel.of(LayerSpec.pointwise("pointwise", channels, channels, side)));

    assertThat(cost.multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(millions(cost.multiplyAdds(), 1)).isEqualTo(millionMultiplyAdds);
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(millions(cost.parameters(), 2)).isEqualTo(millionParameters);
  }

  @Test
  void oneInnerLayerAsAFullConvolution() {
    Cost cost = CostModel.of(LayerSpec.convolution("full", 3, 1, 512, 512, 14));

    assertThat(millions(cost.multiplyAdds(), 0)).isEqualTo("462");
    assertThat(millions(cost.parameters(), 2)).isEqualTo("2.36");
  }

  private static String millions(long count, int digits) {
    return BigDecimal.valueOf(count).movePointLeft(6).setScale(digits, RoundingMode.HALF_UP) + "";
  }

  private static String percent(long part, long whole) {
    return BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
        + "";
  }
}
