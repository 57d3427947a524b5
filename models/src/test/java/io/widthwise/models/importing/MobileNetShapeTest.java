package io.widthwise.models.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.models.RealModels;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Networks;
import io.widthwise.models.tflite.TfliteReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetShapeTest {
  private static final Path FILE = Path.of("some.tflite");

  @Test
  void recognisesAVersionOneByItsChannels() throws Exception {
    assertThat(MobileNetShape.of(FILE, Networks.mobileNetV1Quarter(32, 7)))
        .isEqualTo(new MobileNetShape("mobilenet-v1", 0.25, 32));
  }

  @Test
  void recognisesAVersionTwoByItsChannels() throws Exception {
    assertThat(MobileNetShape.of(FILE, Networks.mobileNetV2Narrow(32, 7)))
        .isEqualTo(new MobileNetShape("mobilenet-v2", 0.35, 32));
  }

  @ParameterizedTest
  @CsvSource({
    RealModels.V1_QUARTER + ", mobilenet-v1, 0.25, 128",
    RealModels.V1_HALF + ", mobilenet-v1, 0.5, 160",
    RealModels.V1_THREE_QUARTERS + ", mobilenet-v1, 0.75, 192",
    RealModels.V2_FULL + ", mobilenet-v2, 1.0, 224",
    RealModels.EMBEDDING + ", mobilenet-v1, 1.0, 224"
  })
  void recognisesThePublishedNetworks(String model, String family, double width, int side)
      throws Exception {
    Path file = RealModels.model(model);
    assertThat(MobileNetShape.of(file, TfliteReader.read(file)))
        .isEqualTo(new MobileNetShape(family, width, side));
  }

  @Test
  void refusesANetworkThatIsNoMobileNet() {
    Network other =
        new Networks(1, 8)
            .conv(8, 3, 1, Activation.RELU6)
            .pool(8, 1, false)
            .conv(10, 1, 1, Activation.NONE)
            .build();
    assertThatThrownBy(() -> MobileNetShape.of(FILE, other))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("some.tflite is neither a MobileNet V1 nor a MobileNet V2");
  }
}
