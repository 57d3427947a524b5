package io.widthwise.models.tflite;

import static io.widthwise.models.tflite.Refusal.require;
import static io.widthwise.models.tflite.Refusal.required;

import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/**
 * The tensors of a graph: constants as arrays, everything else as feature maps. Nothing that the
 * file says about itself is trusted: each size is held against the bytes that are there.
 */
final class TensorTable {
  private static final int MAX_RANK = 4;

  private final Model model;
  private final SubGraph graph;
  private final Map<Integer, FeatureMap> maps = new HashMap<>();

  /** Constants may not add up to more than the file: many tensors could name one buffer. */
  private long unreadBytes;

  TensorTable(Model model, SubGraph graph, long fileBytes) {
    this.model = model;
    this.graph = graph;
    this.unreadBytes = fileBytes;
  }

  /** Returns the map that an earlier operator (or the input) defined under this index. */
  FeatureMap defined(int index) throws Refusal {
    FeatureMap map = maps.get(index);
    require(
        map != null,
        "reads tensor %d ('%s') before anything has computed it",
        index,
        tensor(index).name());
    return map;
  }

  /** Defines the feature map at this index, once. */
  FeatureMap define(int index) throws Refusal {
    int[] shape = shape(index);
    require(
        (shape.length == 4 || shape.length == 2) && shape[0] == 1,
        "has %s with shape %s where one image's [1,height,width,channels] or [1,channels] is needed",
        describe(index),
        Arrays.toString(shape));
    requireType(index, TensorType.UINT8);
    boolean vector = shape.length == 2;
    return put(
        index,
        new FeatureMap(
            "t" + index,
            vector ? 1 : shape[1],
            vector ? 1 : shape[2],
            shape[shape.length - 1],
            quantization(index)));
  }

  /** Defines the map at {@code index} as another view of {@code source}. */
  void alias(int index, FeatureMap source) throws Refusal {
    int[] shape = shape(index);
    require(
        source.isVector() && Arrays.stream(shape).max().orElse(0) == source.channels(),
        "reshapes %dx%dx%d features to %s; only a vector may change its shape",
        source.height(),
        source.width(),
        source.channels(),
        Arrays.toString(shape));
    require(
        elements(shape) == source.size(),
        "reshapes %d features to %s",
        source.size(),
        Arrays.toString(shape));
    require(
        quantization(index).equals(source.quantization()),
        "requantises while reshaping to %s",
        describe(index));
    put(index, source);
  }

  private FeatureMap put(int index, FeatureMap map) throws Refusal {
    require(maps.putIfAbsent(index, map) == null, "computes %s twice", describe(index));
    return map;
  }

  /** Returns a constant of unsigned bytes. */
  byte[] bytes(int index) throws Refusal {
    requireType(index, TensorType.UINT8);
    ByteBuffer data = constant(index, Byte.BYTES);
    byte[] values = new byte[data.remaining()];
    data.get(values);
    return values;
  }

  /** Returns a constant of 32-bit integers. */
  int[] ints(int index) throws Refusal {
    requireType(index, TensorType.INT32);
    ByteBuffer data = constant(index, Integer.BYTES);
    int[] values = new int[data.remaining() / Integer.BYTES];
    data.asIntBuffer().get(values);
    return values;
  }

  int[] shape(int index) throws Refusal {
    Tensor tensor = tensor(index);
    int rank = tensor.shapeLength();
    require(rank <= MAX_RANK, "has %s with %d dimensions", describe(index), rank);
    int[] shape = new int[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = tensor.shape(i);
      require(shape[i] > 0, "has %s with dimension %d", describe(index), shape[i]);
    }
    require(
        elements(shape) <= Integer.MAX_VALUE,
        "has %s with the impossible shape %s",
        describe(index),
        Arrays.toString(shape));
    return shape;
  }

  Quantization quantization(int index) throws Refusal {
    QuantizationParameters parameters = tensor(index).quantization();
    require(
        parameters != null && parameters.scaleLength() > 0 && parameters.zeroPointLength() > 0,
        "is not quantised: %s has no scale and zero point; 8-bit quantised files are needed",
        describe(index));
    require(
        parameters.scaleLength() == 1 && parameters.zeroPointLength() == 1,
        "has %s quantised with %d scales; one for the whole tensor is needed",
        describe(index),
        parameters.scaleLength());
    float scale = parameters.scale(0);
    long zeroPoint = parameters.zeroPoint(0);
    require(
        scale > 0 && Float.isFinite(scale) && zeroPoint >= 0 && zeroPoint <= Quantization.MAX,
        "has %s with scale %s and zero point %d, which no unsigned byte can have",
        describe(index),
        scale,
        zeroPoint);
    return new Quantization(scale, (int) zeroPoint);
  }

  float scale(int index) throws Refusal {
    QuantizationParameters parameters = tensor(index).quantization();
    require(
        parameters != null && parameters.scaleLength() == 1,
        "has %s without one scale",
        describe(index));
    return parameters.scale(0);
  }

  private void requireType(int index, byte type) throws Refusal {
    byte actual = tensor(index).type();
    require(
        actual == type,
        "has %s of type %s where %s is needed; 8-bit (uint8) quantised files are needed",
        describe(index),
        typeName(actual),
        TensorType.name(type));
  }

  private static String typeName(byte type) {
    return type >= 0 && type < TensorType.names.length ? TensorType.name(type) : "number " + type;
  }

  private ByteBuffer constant(int index, int elementBytes) throws Refusal {
    Tensor tensor = tensor(index);
    long buffer = tensor.buffer();
    require(
        buffer > 0 && buffer < model.buffersLength(),
        "is damaged: %s names buffer %d of %d",
        describe(index),
        buffer,
        model.buffersLength());
    Buffer holder = required(model.buffers((int) buffer), "buffer " + buffer);
    long expected = elements(shape(index)) * elementBytes;
    require(
        holder.dataLength() == expected,
        "is damaged: %s should have %d bytes of values but has %d",
        describe(index),
        expected,
        holder.dataLength());
    unreadBytes -= expected;
    require(unreadBytes >= 0, "is damaged: its constants add up to more than the file");
    return required(holder.dataAsByteBuffer(), "values of " + describe(index))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  String describe(int index) throws Refusal {
    return "tensor %d ('%s')".formatted(index, tensor(index).name());
  }

  private Tensor tensor(int index) throws Refusal {
    require(
        index >= 0 && index < graph.tensorsLength(),
        "is damaged: it names tensor %d of %d",
        index,
        graph.tensorsLength());
    return required(graph.tensors(index), "tensor " + index);
  }

  /** Saturates: four dimensions of 2^31 overflow a long. */
  private static long elements(int[] shape) {
    long product = 1;
    for (int dimension : shape) {
      product *= dimension;
      if (product > Integer.MAX_VALUE) {
        return Long.MAX_VALUE;
      }
    }
    return product;
  }
}
