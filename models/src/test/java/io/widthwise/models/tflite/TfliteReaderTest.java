package io.widthwise.models.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.models.RealModels;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Networks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

class TfliteReaderTest {
  private static final Path FILE = Path.of("some.tflite");

  @Test
  void readsBackEveryKindOfLayerAsItWasWritten() throws Exception {
    Network written = network();
    Network read = TfliteReader.read(FILE, TfliteFiles.write(written));
    assertThat(read.layers()).hasSameSizeAs(written.layers());
    assertThat(read.input().quantization()).isEqualTo(written.input().quantization());
    for (int i = 0; i < read.layers().size(); i++) {
      Layer layer = read.layers().get(i);
      Layer expected = written.layers().get(i);
      assertThat(layer).hasSameClassAs(expected);
      assertThat(layer)
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes(".*name")
          .isEqualTo(expected);
    }
  }

  @Test
  void readsMeanSqueezeAndFullyConnectedAsPoolReshapeAndConvolution() throws Exception {
    Network plain = TfliteReader.read(FILE, TfliteFiles.write(network()));
    Network other =
        TfliteReader.read(
            FILE,
            TfliteFiles.write(
                network(),
                model -> {
                  poolToMean(model);
                  classifierToFullyConnected(model);
                  rename(model, operators(model).length - 2, BuiltinOperator.SQUEEZE);
                }));
    assertThat(other)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*name")
        .isEqualTo(plain);
  }

  @Test
  void refusesAMeanOverOtherAxes() {
    refuses(
        model -> {
          poolToMean(model);
          BufferT[] buffers = model.getBuffers();
          buffers[buffers.length - 1].setData(new int[] {0, 0, 0, 0, 3, 0, 0, 0});
        },
        "(MEAN) over axes [0, 3]");
  }

  private static OperatorT[] operators(ModelT model) {
    return model.getSubgraphs()[0].getOperators();
  }

  private static void rename(ModelT model, int operator, int code) {
    model.getOperatorCodes()[operator].setDeprecatedBuiltinCode((byte) code);
    model.getOperatorCodes()[operator].setBuiltinCode(code);
  }

  private static void poolToMean(ModelT model) {
    int pool = operators(model).length - 4;
    rename(model, pool, BuiltinOperator.MEAN);
    BufferT axes = new BufferT();
    axes.setData(new int[] {1, 0, 0, 0, 2, 0, 0, 0});
    model.setBuffers(append(model.getBuffers(), axes));
    TensorT tensor = new TensorT();
    tensor.setType(TensorType.INT32);
    tensor.setShape(new int[] {2});
    tensor.setName("axes");
    tensor.setBuffer(model.getBuffers().length - 1);
    SubGraphT graph = model.getSubgraphs()[0];
    graph.setTensors(append(graph.getTensors(), tensor));
    int[] inputs = operators(model)[pool].getInputs();
    operators(model)[pool].setInputs(new int[] {inputs[0], graph.getTensors().length - 1});
  }

  private static void classifierToFullyConnected(ModelT model) {
    int dense = operators(model).length - 3;
    rename(model, dense, BuiltinOperator.FULLY_CONNECTED);
    BuiltinOptionsUnion options = new BuiltinOptionsUnion();
    options.setType(BuiltinOptions.FullyConnectedOptions);
    options.setValue(new FullyConnectedOptionsT());
    operators(model)[dense].setBuiltinOptions(options);
    int weights = operators(model)[dense].getInputs()[1];
    model.getSubgraphs()[0].getTensors()[weights].setShape(new int[] {10, 12});
  }

  private static <T> T[] append(T[] values, T value) {
    T[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = value;
    return longer;
  }

  @Test
  void leavesTheOddPixelOfSamePaddingToTheBottomAndRight() throws Exception {
    Network read = TfliteReader.read(FILE, TfliteFiles.write(network()));
    Convolution first = (Convolution) read.layers().get(0);
    assertThat(first.input().height()).isEqualTo(16);
    assertThat(first.window().top()).isZero();
    assertThat(first.window().left()).isZero();
    assertThat(first.window().bottom()).isEqualTo(1);
    assertThat(first.window().right()).isEqualTo(1);
    assertThat(first.output().height()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    RealModels.V1_QUARTER + ", 128, 29, 13570304, 467593",
    RealModels.V1_HALF + ", 160, 29, 76525312, 1326633",
    RealModels.V1_THREE_QUARTERS + ", 192, 29, 239274240, 2578121",
    RealModels.V2_FULL + ", 224, 64, 300775552, 3489097"
  })
  void readsThePublishedNetworks(
      String model, int side, int layers, long multiplyAdds, long parameters) throws Exception {
    Network network = TfliteReader.read(RealModels.model(model));
    assertThat(network.input().height()).isEqualTo(side);
    assertThat(network.layers()).hasSize(layers);
    assertThat(network.classes()).isEqualTo(1001);
    assertThat(network.hasClassifier()).isTrue();
    assertThat(network.multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(network.parameters()).isEqualTo(parameters);
  }

  @Test
  void refusesAnOperatorThatItDoesNotKnowByName() {
    refuses(
        model -> {
          model.getOperatorCodes()[1].setDeprecatedBuiltinCode((byte) BuiltinOperator.LOGISTIC);
          model.getOperatorCodes()[1].setBuiltinCode(BuiltinOperator.LOGISTIC);
        },
        "some.tflite uses operator 1 (LOGISTIC)");
  }

  @Test
  void refusesAnActivationOtherThanRelu6() {
    refuses(
        model -> first(model).setFusedActivationFunction(ActivationFunctionType.TANH),
        "operator 0 (CONV_2D) with activation TANH");
  }

  @Test
  void refusesDilation() {
    refuses(model -> first(model).setDilationHFactor(2), "operator 0 (CONV_2D) with dilation 2x1");
  }

  @Test
  void refusesStrideZero() {
    refuses(model -> first(model).setStrideH(0), "stride 0x2");
  }

  @Test
  void refusesFloatNetworks() {
    refuses(
        model -> model.getSubgraphs()[0].getTensors()[0].setType(TensorType.FLOAT32),
        "of type FLOAT32 where UINT8 is needed");
  }

  @Test
  void refusesPerChannelWeights() {
    refuses(
        model -> model.getSubgraphs()[0].getTensors()[1].getQuantization().setScale(new float[8]),
        "quantised with 8 scales");
  }

  @Test
  void refusesTensorsWithoutQuantisation() {
    refuses(
        model -> model.getSubgraphs()[0].getTensors()[0].setQuantization(null),
        "tensor 0 ('tensor0') has no scale and zero point");
  }

  @Test
  void refusesAShapeThatTheLayerDoesNotYield() {
    refuses(
        model -> model.getSubgraphs()[0].getTensors()[3].setShape(new int[] {1, 9, 8, 8}),
        "over 16x16 pixels gives 8x8 but the output says 9x8");
  }

  @Test
  void refusesWeightsThatAreNotThere() {
    refuses(
        model -> model.getBuffers()[1].setData(new int[5]),
        "should have 216 bytes of values but has 5");
  }

  @Test
  void refusesBatches() {
    refuses(
        model -> model.getSubgraphs()[0].getTensors()[0].setShape(new int[] {2, 16, 16, 3}),
        "where one image's [1,height,width,channels]");
  }

  @Test
  void refusesOtherSchemaVersions() {
    refuses(model -> model.setVersion(2), "schema version 2");
  }

  @Test
  void refusesATextFile() {
    assertThatThrownBy(
            () -> TfliteReader.read(FILE, "not a model at all".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(
            "some.tflite is not a TFLite model: its bytes 4 to 7 are not the identifier TFL3");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> TfliteReader.read(Path.of("nowhere.tflite")))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("nowhere.tflite is not a file");
  }

  @Test
  void refusesEveryTruncationWithASentence() {
    byte[] whole = TfliteFiles.write(network());
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      readsOrRefuses(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void readsOrRefusesWhateverBytesAreDamaged() {
    byte[] whole = TfliteFiles.write(network());
    Random random = new Random(20);
    for (int round = 0; round < 4000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= round % 8; i++) {
        // Offsets and lengths are four bytes; small, large and negative ones all turn up.
        int at = random.nextInt(damaged.length);
        damaged[at] =
            (byte) (random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0xff : 0x7f);
      }
      readsOrRefuses(damaged);
    }
  }

  private static void readsOrRefuses(byte[] bytes) {
    try {
      TfliteReader.read(FILE, bytes);
    } catch (UnusableModelException e) {
      assertThat(e).hasMessageStartingWith("some.tflite ");
    }
  }

  private static void refuses(Consumer<ModelT> change, String sentence) {
    byte[] bytes = TfliteFiles.write(network(), change);
    assertThatThrownBy(() -> TfliteReader.read(FILE, bytes))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("some.tflite ")
        .hasMessageContaining(sentence);
  }

  private static Conv2DOptionsT first(ModelT model) {
    return (Conv2DOptionsT)
        model.getSubgraphs()[0].getOperators()[0].getBuiltinOptions().getValue();
  }

  private static Network network() {
    Networks networks =
        new Networks(4, 16)
            .conv(8, 3, 2, Activation.RELU6)
            .depthwise(3, 2)
            .conv(12, 1, 1, Activation.NONE);
    FeatureMap shortcut = networks.last();
    networks.conv(24, 1, 1, Activation.RELU6).conv(12, 1, 1, Activation.NONE).add(shortcut);
    return networks.pool(4, 1, false).conv(10, 1, 1, Activation.NONE).build();
  }
}
