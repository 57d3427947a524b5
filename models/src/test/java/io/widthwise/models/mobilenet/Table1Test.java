package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The body architecture, row by row as Table 1 of arXiv 1704.04861 prints it. */
class Table1Test {
  private static final int MISPRINTED_ROW = 25;

  private static final List<String> TABLE_1 =
      """
      Conv / s2      3x3x3x32       224x224x3
      Conv dw / s1   3x3x32 dw      112x112x32
      Conv / s1      1x1x32x64      112x112x32
      Conv dw / s2   3x3x64 dw      112x112x64
      Conv / s1      1x1x64x128     56x56x64
      Conv dw / s1   3x3x128 dw     56x56x128
      Conv / s1      1x1x128x128    56x56x128
      Conv dw / s2   3x3x128 dw     56x56x128
      Conv / s1      1x1x128x256    28x28x128
      Conv dw / s1   3x3x256 dw     28x28x256
      Conv / s1      1x1x256x256    28x28x256
      Conv dw / s2   3x3x256 dw     28x28x256
      Conv / s1      1x1x256x512    14x14x256
      Conv dw / s1   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x512    14x14x512
      Conv dw / s1   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x512    14x14x512
      Conv dw / s1   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x512    14x14x512
      Conv dw / s1   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x512    14x14x512
      Conv dw / s1   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x512    14x14x512
      Conv dw / s2   3x3x512 dw     14x14x512
      Conv / s1      1x1x512x1024   7x7x512
      Conv dw / s2   3x3x1024 dw    7x7x1024
      Conv / s1      1x1x1024x1024  7x7x1024
      Avg Pool / s1  Pool 7x7       7x7x1024
      FC / s1        1024x1000      1x1x1024
      Softmax / s1   Classifier     1x1x1000
      """
          .lines()
          .toList();

  private final List<LayerSpec> layers = new MobileNetV1(1.0, 224, 1000).layers();

  @Test
  void everyRowButTheMisprintedOneIsALayer() {
    assertThat(without(MISPRINTED_ROW, layers.stream().map(Table1Test::row).toList()))
        .isEqualTo(without(MISPRINTED_ROW, TABLE_1));
  }

  @Test
  void theMisprintedRowHasStride1SinceSevenBySevenGoesInAndOut() {
    assertThat(TABLE_1.get(MISPRINTED_ROW)).startsWith("Conv dw / s2").endsWith("7x7x1024");
    assertThat(layers.get(MISPRINTED_ROW))
        .isEqualTo(LayerSpec.depthwise("conv_13_depthwise", 3, 1, 1024, 7));
  }

  @Test
  void eachLayerReadsWhatTheOneBeforeYields() {
    for (Body body : Body.values()) {
      List<LayerSpec> chain = new MobileNetV1(0.3, 96, 7, body).layers();
      for (int i = 1; i < chain.size(); i++) {
        assertThat(chain.get(i).inputChannels()).isEqualTo(chain.get(i - 1).outputChannels());
        assertThat(chain.get(i).inputSide()).isEqualTo(chain.get(i - 1).outputSide());
      }
    }
  }

  private static List<String> without(int row, List<String> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> i != row)
        .mapToObj(rows::get)
        .collect(Collectors.toList());
  }

  private static String row(LayerSpec layer) {
    String kernel = layer.kernel() + "x" + layer.kernel();
    String type =
        switch (layer.kind()) {
          case CONVOLUTION, POINTWISE -> "Conv";
          case DEPTHWISE -> "Conv dw";
          case POOL -> "Avg Pool";
          case FULLY_CONNECTED -> "FC";
          case SOFTMAX -> "Softmax";
        };
    String filter =
        switch (layer.kind()) {
          case CONVOLUTION, POINTWISE ->
              kernel + "x" + layer.inputChannels() + "x" + layer.outputChannels();
          case DEPTHWISE -> kernel + "x" + layer.inputChannels() + " dw";
          case POOL -> "Pool " + kernel;
          case FULLY_CONNECTED -> layer.inputChannels() + "x" + layer.outputChannels();
          case SOFTMAX -> "Classifier";
        };
    return "%-14s %-14s %dx%dx%d"
        .formatted(
            type + " / s" + layer.stride(),
            filter,
            layer.inputSide(),
            layer.inputSide(),
            layer.inputChannels());
  }
}
