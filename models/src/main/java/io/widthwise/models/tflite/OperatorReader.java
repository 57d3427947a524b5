package io.widthwise.models.tflite;

import static io.widthwise.models.tflite.Refusal.require;

import com.google.flatbuffers.Table;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Filter;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.FullyConnectedOptionsWeightsFormat;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;

/** Turns one operator into a layer, or into nothing where it only reshapes a vector. */
final class OperatorReader {
  /** As loose as TensorFlow Lite itself is about the scale that biases must have. */
  private static final float BIAS_SCALE_TOLERANCE = 1e-4f;

  private final TensorTable tensors;
  private final Operator operator;
  private final int code;
  private final String name;

  OperatorReader(TensorTable tensors, Operator operator, int position, int code) {
    this.tensors = tensors;
    this.operator = operator;
    this.code = code;
    boolean known = code >= 0 && code < BuiltinOperator.names.length;
    this.name =
        "operator %d (%s)".formatted(position, known ? BuiltinOperator.name(code) : "code " + code);
  }

  Optional<Layer> read() throws Refusal {
    return switch (code) {
      case BuiltinOperator.CONV_2D -> Optional.of(convolution());
      case BuiltinOperator.DEPTHWISE_CONV_2D -> Optional.of(depthwiseConvolution());
      case BuiltinOperator.FULLY_CONNECTED -> Optional.of(fullyConnected());
      case BuiltinOperator.ADD -> Optional.of(addition());
      case BuiltinOperator.AVERAGE_POOL_2D -> Optional.of(averagePool());
      case BuiltinOperator.MEAN -> Optional.of(mean());
      case BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE -> {
        tensors.alias(output(), input(0));
        yield Optional.empty();
      }
      case BuiltinOperator.SOFTMAX -> {
        softmax();
        yield Optional.empty();
      }
      default ->
          throw new Refusal(
              "uses %s; only convolutions, additions, average pooling, reshaping and softmax of MobileNet V1 and V2 can be imported"
                  .formatted(name));
    };
  }

  private Convolution convolution() throws Refusal {
    Conv2DOptions options = options(new Conv2DOptions(), BuiltinOptions.Conv2DOptions);
    requireUndilated(options.dilationHFactor(), options.dilationWFactor());
    FeatureMap input = input(0);
    int[] shape = weightShape(4);
    require(
        shape[3] == input.channels(),
        "has %s with kernels %s over %d channels",
        name,
        Arrays.toString(shape),
        input.channels());
    Window window =
        window(input, options.padding(), shape[1], shape[2], options.strideH(), options.strideW());
    return convolution(input, window, false, options.fusedActivationFunction());
  }

  private Convolution depthwiseConvolution() throws Refusal {
    DepthwiseConv2DOptions options =
        options(new DepthwiseConv2DOptions(), BuiltinOptions.DepthwiseConv2DOptions);
    requireUndilated(options.dilationHFactor(), options.dilationWFactor());
    FeatureMap input = input(0);
    int[] shape = weightShape(4);
    require(
        shape[0] == 1 && shape[3] == input.channels(),
        "has %s with kernels %s over %d channels; one kernel a channel is needed",
        name,
        Arrays.toString(shape),
        input.channels());
    Window window =
        window(input, options.padding(), shape[1], shape[2], options.strideH(), options.strideW());
    return convolution(input, window, true, options.fusedActivationFunction());
  }

  private Convolution fullyConnected() throws Refusal {
    FullyConnectedOptions options =
        options(new FullyConnectedOptions(), BuiltinOptions.FullyConnectedOptions);
    require(
        options.weightsFormat() == FullyConnectedOptionsWeightsFormat.DEFAULT,
        "has %s with shuffled weights",
        name);
    FeatureMap input = input(0);
    int[] shape = weightShape(2);
    require(
        input.isVector() && shape[1] == input.channels(),
        "has %s with weights %s over %dx%dx%d features",
        name,
        Arrays.toString(shape),
        input.height(),
        input.width(),
        input.channels());
    return convolution(input, Window.POINTWISE, false, options.fusedActivationFunction());
  }

  private Convolution convolution(
      FeatureMap input, Window window, boolean depthwise, byte activation) throws Refusal {
    require(operator.inputsLength() == 3 && operator.inputs(2) >= 0, "has %s without biases", name);
    Quantization weights = tensors.quantization(operator.inputs(1));
    float expected = input.quantization().scale() * weights.scale();
    float actual = tensors.scale(operator.inputs(2));
    require(
        Math.abs(actual - expected) <= BIAS_SCALE_TOLERANCE * expected,
        "has %s with bias scale %s where input times weight scale is %s",
        name,
        actual,
        expected);
    Filter filter =
        new Filter(tensors.bytes(operator.inputs(1)), weights, tensors.ints(operator.inputs(2)));
    return new Convolution(
        input, tensors.define(output()), filter, window, depthwise, activation(activation));
  }

  private Addition addition() throws Refusal {
    AddOptions options = options(new AddOptions(), BuiltinOptions.AddOptions);
    return new Addition(
        input(0),
        input(1),
        tensors.define(output()),
        activation(options.fusedActivationFunction()));
  }

  private AveragePool averagePool() throws Refusal {
    Pool2DOptions options = options(new Pool2DOptions(), BuiltinOptions.Pool2DOptions);
    require(
        activation(options.fusedActivationFunction()) == Activation.NONE,
        "has %s with an activation",
        name);
    FeatureMap input = input(0);
    Window window =
        window(
            input,
            options.padding(),
            options.filterHeight(),
            options.filterWidth(),
            options.strideH(),
            options.strideW());
    return pool(input, window);
  }

  /** The mean over rows and columns is a pool over everything. */
  private AveragePool mean() throws Refusal {
    FeatureMap input = input(0);
    require(operator.inputsLength() == 2, "has %s without axes", name);
    int[] axes = tensors.ints(operator.inputs(1));
    require(
        Arrays.equals(Arrays.stream(axes).sorted().toArray(), new int[] {1, 2}),
        "has %s over axes %s; the mean over rows and columns is needed",
        name,
        Arrays.toString(axes));
    return pool(input, Window.valid(input.height(), input.width(), 1, 1));
  }

  private AveragePool pool(FeatureMap input, Window window) throws Refusal {
    AveragePool pool = new AveragePool(input, tensors.define(output()), window);
    require(
        pool.output().quantization().equals(input.quantization()),
        "has %s that requantises; its input and output need one scale and zero point",
        name);
    return pool;
  }

  private void softmax() throws Refusal {
    SoftmaxOptions options = options(new SoftmaxOptions(), BuiltinOptions.SoftmaxOptions);
    require(options.beta() == 1f, "has %s with beta %s instead of 1", name, options.beta());
    FeatureMap input = input(0);
    require(
        input.isVector(),
        "has %s over %dx%d pixels; it must end the network",
        name,
        input.height(),
        input.width());
  }

  boolean isSoftmax() {
    return code == BuiltinOperator.SOFTMAX;
  }

  FeatureMap input(int position) throws Refusal {
    require(operator.inputsLength() > position, "has %s without input %d", name, position);
    return tensors.defined(operator.inputs(position));
  }

  int output() throws Refusal {
    require(
        operator.outputsLength() == 1, "has %s with %d outputs", name, operator.outputsLength());
    return operator.outputs(0);
  }

  private int[] weightShape(int rank) throws Refusal {
    require(operator.inputsLength() >= 2, "has %s without weights", name);
    int[] shape = tensors.shape(operator.inputs(1));
    require(shape.length == rank, "has %s with weights of shape %s", name, Arrays.toString(shape));
    return shape;
  }

  private Window window(
      FeatureMap input, byte padding, int height, int width, int strideRows, int strideColumns)
      throws Refusal {
    require(
        height > 0 && width > 0 && strideRows > 0 && strideColumns > 0,
        "has %s with a %dx%d kernel and stride %dx%d",
        name,
        height,
        width,
        strideRows,
        strideColumns);
    return switch (padding) {
      case Padding.SAME -> Window.same(input, height, width, strideRows, strideColumns);
      case Padding.VALID -> Window.valid(height, width, strideRows, strideColumns);
      default -> throw new Refusal("has %s with unknown padding %d".formatted(name, padding));
    };
  }

  private Activation activation(byte code) throws Refusal {
    return switch (code) {
      case ActivationFunctionType.NONE -> Activation.NONE;
      case ActivationFunctionType.RELU6 -> Activation.RELU6;
      default -> {
        boolean known = code >= 0 && code < ActivationFunctionType.names.length;
        throw new Refusal(
            "has %s with activation %s; only NONE and RELU6 can be imported"
                .formatted(name, known ? ActivationFunctionType.name(code) : "code " + code));
      }
    };
  }

  private void requireUndilated(int rows, int columns) throws Refusal {
    require(rows == 1 && columns == 1, "has %s with dilation %dx%d", name, rows, columns);
  }

  private <T extends Table> T options(T options, byte type) throws Refusal {
    require(
        operator.builtinOptionsType() == type && operator.builtinOptions(options) != null,
        "is damaged: %s lacks its options",
        name);
    return options;
  }
}
