package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.models.RealModels;
import io.widthwise.models.network.Network;
import io.widthwise.models.tflite.TfliteReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cost model against the weights in the published files, which have a class for background
 * besides the 1000.
 */
class RealCheckpointsTest {
  @ParameterizedTest
  @CsvSource({
    RealModels.V1_QUARTER + ", 0.25, 128",
    RealModels.V1_HALF + ", 0.5, 160",
    RealModels.V1_THREE_QUARTERS + ", 0.75, 192"
  })
  void costsWhatTheFileHolds(String model, double width, int resolution) throws Exception {
    Network network = TfliteReader.read(RealModels.model(model));
    Cost cost = CostModel.of(new MobileNetV1(width, resolution, 1001)).total();

    assertThat(cost.multiplyAdds()).isEqualTo(network.multiplyAdds());
    assertThat(cost.foldedParameters()).isEqualTo(network.parameters());
  }
}
