package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Networks;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Fp32WriterTest {
  @Test
  void comesCloseToTheIntegersWhoseRealValuesItComputes() throws Exception {
    Networks networks = new Networks(5, 17).conv(8, 3, 2, Activation.RELU6).depthwise(3, 2);
    networks.conv(16, 1, 1, Activation.RELU6);
    Network network =
        networks.pool(networks.last().height(), 1, false).conv(10, 1, 1, Activation.NONE).build();
    byte[] pixels = new byte[network.input().size()];
    new Random(11).nextBytes(pixels);
    float[] real = run(new Fp32Writer(network).write(new TreeMap<>()), pixels);
    float[] quantised = run(new Int8Writer(network).write(new TreeMap<>()), pixels);
    for (int i = 0; i < real.length; i++) {
      assertThat(real[i]).isCloseTo(quantised[i], within(0.02f));
    }
  }

  @Test
  void padsWithTheMiddleGreyThatNormalisesToZero() throws Exception {
    // A grey image is zero throughout, so its borders must not differ from its middle.
    Network network =
        new Networks(9, 6)
            .conv(8, 3, 1, Activation.NONE)
            .pool(6, 1, false)
            .conv(10, 1, 1, Activation.NONE)
            .build();
    Network wider =
        new Networks(9, 12)
            .conv(8, 3, 1, Activation.NONE)
            .pool(12, 1, false)
            .conv(10, 1, 1, Activation.NONE)
            .build();
    assertThat(run(new Fp32Writer(network).write(new TreeMap<>()), grey(network)))
        .containsExactly(
            run(new Fp32Writer(wider).write(new TreeMap<>()), grey(wider)), within(1e-6f));
  }

  private static byte[] grey(Network network) {
    byte[] pixels = new byte[network.input().size()];
    java.util.Arrays.fill(pixels, (byte) 128);
    return pixels;
  }

  private static float[] run(byte[] onnx, byte[] pixels) throws Exception {
    int side = (int) Math.sqrt(pixels.length / 3.0);
    try (GraphRunner runtime = new GraphRunner(onnx)) {
      return (float[]) runtime.run(pixels, 1, side, side).get(NetworkWriter.OUTPUT);
    }
  }
}
