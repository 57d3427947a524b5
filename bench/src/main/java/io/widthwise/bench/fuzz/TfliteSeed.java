package io.widthwise.bench.fuzz;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** A sound model of one convolution, 8 x 8 pixels to 4 x 4 x 2. */
final class TfliteSeed {
  private final List<TensorT> tensors = new ArrayList<>();
  private final List<BufferT> buffers = new ArrayList<>(List.of(new BufferT()));

  private TfliteSeed() {}

  static byte[] network() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    builder.finish(Model.pack(builder, new TfliteSeed().model()), "TFL3");
    return builder.sizedByteArray();
  }

  private ModelT model() {
    int input = tensor(TensorType.UINT8, new int[] {1, 8, 8, 3}, 0.5f, 0);
    int weights = tensor(TensorType.UINT8, new int[] {2, 3, 3, 3}, 0.25f, 2 * 3 * 3 * 3);
    int bias = tensor(TensorType.INT32, new int[] {2}, 0.125f, 2 * 4);
    int output = tensor(TensorType.UINT8, new int[] {1, 4, 4, 2}, 0.5f, 0);
    SubGraphT graph = new SubGraphT();
    graph.setTensors(tensors.toArray(TensorT[]::new));
    graph.setInputs(new int[] {input});
    graph.setOutputs(new int[] {output});
    graph.setOperators(new OperatorT[] {convolution(new int[] {input, weights, bias}, output)});
    OperatorCodeT code = new OperatorCodeT();
    code.setDeprecatedBuiltinCode((byte) BuiltinOperator.CONV_2D);
    code.setBuiltinCode(BuiltinOperator.CONV_2D);
    code.setVersion(1);
    ModelT model = new ModelT();
    model.setVersion(3);
    model.setSubgraphs(new SubGraphT[] {graph});
    model.setBuffers(buffers.toArray(BufferT[]::new));
    model.setOperatorCodes(new OperatorCodeT[] {code});
    return model;
  }

  private static OperatorT convolution(int[] inputs, int output) {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(Padding.SAME);
    options.setStrideH(2);
    options.setStrideW(2);
    options.setDilationHFactor(1);
    options.setDilationWFactor(1);
    options.setFusedActivationFunction(ActivationFunctionType.RELU6);
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(BuiltinOptions.Conv2DOptions);
    union.setValue(options);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(0);
    operator.setInputs(inputs);
    operator.setOutputs(new int[] {output});
    operator.setBuiltinOptions(union);
    return operator;
  }

  private int tensor(byte type, int[] shape, float scale, int dataBytes) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(new float[] {scale});
    quantization.setZeroPoint(new long[] {0});
    TensorT tensor = new TensorT();
    tensor.setType(type);
    tensor.setShape(shape);
    tensor.setName("tensor" + tensors.size());
    tensor.setQuantization(quantization);
    if (dataBytes > 0) {
      BufferT buffer = new BufferT();
      buffer.setData(new int[dataBytes]);
      buffers.add(buffer);
      tensor.setBuffer(buffers.size() - 1);
    }
    tensors.add(tensor);
    return tensors.size() - 1;
  }
}
