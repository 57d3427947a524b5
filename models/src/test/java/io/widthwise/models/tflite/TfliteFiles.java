package io.widthwise.models.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Writes networks as the TensorFlow Lite converter does: reshape and softmax at the end. */
public final class TfliteFiles {
  private final ModelT model = new ModelT();
  private final List<TensorT> tensors = new ArrayList<>();
  private final List<BufferT> buffers = new ArrayList<>();
  private final List<OperatorT> operators = new ArrayList<>();
  private final List<OperatorCodeT> codes = new ArrayList<>();
  private final Map<FeatureMap, Integer> indices = new HashMap<>();

  private TfliteFiles() {}

  /** Returns a file with {@code network} in it. */
  public static byte[] write(Network network) {
    return write(network, model -> {});
  }

  /** Returns a file with {@code network} in it, changed before it is written. */
  public static byte[] write(Network network, Consumer<ModelT> change) {
    ModelT model = new TfliteFiles().model(network);
    change.accept(model);
    FlatBufferBuilder builder = new FlatBufferBuilder();
    builder.finish(Model.pack(builder, model), "TFL3");
    return builder.sizedByteArray();
  }

  private ModelT model(Network network) {
    buffers.add(new BufferT());
    int input = activation(network.input());
    network.layers().forEach(this::layer);
    int output = classifierEnd(network.last().output());
    SubGraphT graph = new SubGraphT();
    graph.setTensors(tensors.toArray(TensorT[]::new));
    graph.setInputs(new int[] {input});
    graph.setOutputs(new int[] {output});
    graph.setOperators(operators.toArray(OperatorT[]::new));
    model.setVersion(3);
    model.setSubgraphs(new SubGraphT[] {graph});
    model.setBuffers(buffers.toArray(BufferT[]::new));
    model.setOperatorCodes(codes.toArray(OperatorCodeT[]::new));
    return model;
  }

  private void layer(Layer layer) {
    if (layer instanceof Convolution convolution) {
      convolution(convolution);
    } else if (layer instanceof Addition addition) {
      AddOptionsT options = new AddOptionsT();
      options.setFusedActivationFunction(code(addition.activation()));
      int[] inputs = {indices.get(addition.left()), indices.get(addition.right())};
      operator(
          BuiltinOperator.ADD,
          BuiltinOptions.AddOptions,
          options,
          inputs,
          activation(addition.output()));
    } else if (layer instanceof AveragePool pool) {
      Pool2DOptionsT options = new Pool2DOptionsT();
      options.setPadding(padding(pool.window()));
      options.setFilterHeight(pool.window().height());
      options.setFilterWidth(pool.window().width());
      options.setStrideH(pool.window().strideRows());
      options.setStrideW(pool.window().strideColumns());
      operator(
          BuiltinOperator.AVERAGE_POOL_2D,
          BuiltinOptions.Pool2DOptions,
          options,
          new int[] {indices.get(pool.input())},
          activation(pool.output()));
    }
  }

  private void convolution(Convolution layer) {
    Window window = layer.window();
    int outputs = layer.output().channels();
    int inputs = layer.input().channels();
    int[] shape =
        layer.depthwise()
            ? new int[] {1, window.height(), window.width(), outputs}
            : new int[] {outputs, window.height(), window.width(), inputs};
    Quantization weights = layer.filter().quantization();
    int weightIndex =
        tensor(
            TensorType.UINT8,
            shape,
            layer.filter().weights(),
            weights.scale(),
            weights.zeroPoint());
    ByteBuffer bias = ByteBuffer.allocate(outputs * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bias.asIntBuffer().put(layer.filter().bias());
    float biasScale = layer.input().quantization().scale() * weights.scale();
    int biasIndex = tensor(TensorType.INT32, new int[] {outputs}, bias.array(), biasScale, 0);
    int[] reads = {indices.get(layer.input()), weightIndex, biasIndex};
    if (layer.depthwise()) {
      DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
      options.setPadding(padding(window));
      options.setStrideH(window.strideRows());
      options.setStrideW(window.strideColumns());
      options.setDepthMultiplier(1);
      options.setDilationHFactor(1);
      options.setDilationWFactor(1);
      options.setFusedActivationFunction(code(layer.activation()));
      operator(
          BuiltinOperator.DEPTHWISE_CONV_2D,
          BuiltinOptions.DepthwiseConv2DOptions,
          options,
          reads,
          activation(layer.output()));
    } else {
      Conv2DOptionsT options = new Conv2DOptionsT();
      options.setPadding(padding(window));
      options.setStrideH(window.strideRows());
      options.setStrideW(window.strideColumns());
      options.setDilationHFactor(1);
      options.setDilationWFactor(1);
      options.setFusedActivationFunction(code(layer.activation()));
      operator(
          BuiltinOperator.CONV_2D,
          BuiltinOptions.Conv2DOptions,
          options,
          reads,
          activation(layer.output()));
    }
  }

  private int classifierEnd(FeatureMap logits) {
    Quantization q = logits.quantization();
    int[] shape = {1, logits.size()};
    int flat = tensor(TensorType.UINT8, shape, null, q.scale(), q.zeroPoint());
    operator(
        BuiltinOperator.RESHAPE,
        BuiltinOptions.ReshapeOptions,
        new ReshapeOptionsT(),
        new int[] {indices.get(logits)},
        flat);
    int probabilities = tensor(TensorType.UINT8, shape, null, 1 / 256f, 0);
    SoftmaxOptionsT options = new SoftmaxOptionsT();
    options.setBeta(1f);
    operator(
        BuiltinOperator.SOFTMAX,
        BuiltinOptions.SoftmaxOptions,
        options,
        new int[] {flat},
        probabilities);
    return probabilities;
  }

  private void operator(int code, byte type, Object options, int[] inputs, int output) {
    OperatorCodeT entry = new OperatorCodeT();
    entry.setDeprecatedBuiltinCode((byte) code);
    entry.setBuiltinCode(code);
    entry.setVersion(1);
    codes.add(entry);
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(type);
    union.setValue(options);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(codes.size() - 1);
    operator.setInputs(inputs);
    operator.setOutputs(new int[] {output});
    operator.setBuiltinOptions(union);
    operators.add(operator);
  }

  private int activation(FeatureMap map) {
    int[] shape = {1, map.height(), map.width(), map.channels()};
    Quantization q = map.quantization();
    int index = tensor(TensorType.UINT8, shape, null, q.scale(), q.zeroPoint());
    indices.put(map, index);
    return index;
  }

  private int tensor(byte type, int[] shape, byte[] data, float scale, int zeroPoint) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(new float[] {scale});
    quantization.setZeroPoint(new long[] {zeroPoint});
    TensorT tensor = new TensorT();
    tensor.setType(type);
    tensor.setShape(shape);
    tensor.setName("tensor" + tensors.size());
    tensor.setQuantization(quantization);
    if (data != null) {
      BufferT buffer = new BufferT();
      int[] bytes = new int[data.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = Byte.toUnsignedInt(data[i]);
      }
      buffer.setData(bytes);
      buffers.add(buffer);
      tensor.setBuffer(buffers.size() - 1);
    }
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private static byte padding(Window window) {
    boolean padded = window.bottom() + window.right() + window.top() + window.left() > 0;
    return padded ? Padding.SAME : Padding.VALID;
  }

  private static byte code(Activation activation) {
    return activation == Activation.RELU6
        ? ActivationFunctionType.RELU6
        : ActivationFunctionType.NONE;
  }
}
