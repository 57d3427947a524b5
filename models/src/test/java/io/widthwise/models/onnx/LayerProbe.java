package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Looks at every feature map of an int8 graph as ONNX Runtime computes it. */
final class LayerProbe {
  private LayerProbe() {}

  /** Returns each layer's output for one image, by name, {@code [height, width, channels]}. */
  static Map<String, byte[]> featureMaps(Network network, byte[] pixels)
      throws OrtException, InvalidProtocolBufferException {
    ModelProto.Builder model =
        ModelProto.parseFrom(new Int8Writer(network).write(new TreeMap<>())).toBuilder();
    for (Layer layer : network.layers()) {
      model
          .getGraphBuilder()
          .addOutput(
              ValueInfoProto.newBuilder()
                  .setName(layer.output().name())
                  .setType(
                      TypeProto.newBuilder()
                          .setTensorType(
                              TypeProto.Tensor.newBuilder()
                                  .setElemType(TensorProto.DataType.UINT8.getNumber()))));
    }
    FeatureMap in = network.input();
    Map<String, byte[]> maps = new HashMap<>();
    maps.put(in.name(), pixels);
    try (GraphRunner runtime = new GraphRunner(model.build().toByteArray())) {
      Map<String, Object> values = runtime.run(pixels, 1, in.height(), in.width());
      for (Layer layer : network.layers()) {
        FeatureMap out = layer.output();
        maps.put(out.name(), channelsLast((byte[]) values.get(out.name()), out));
      }
    }
    return maps;
  }

  /**
   * Checks that each layer does to what it is given what TensorFlow Lite's does, give or take 1.
   */
  static void assertEachLayerWithinOneStep(Network network, Map<String, byte[]> maps) {
    for (Layer layer : network.layers()) {
      assertWithin(
          1,
          layer.output().name(),
          maps.get(layer.output().name()),
          ReferenceArithmetic.run(layer, maps));
    }
  }

  static void assertWithin(int steps, String name, byte[] actual, byte[] expected) {
    assertThat(largestDifference(actual, expected))
        .as("largest difference in %s, steps", name)
        .isLessThanOrEqualTo(steps);
  }

  static int largestDifference(byte[] actual, byte[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest =
          Math.max(
              largest, Math.abs(Byte.toUnsignedInt(actual[i]) - Byte.toUnsignedInt(expected[i])));
    }
    return largest;
  }

  private static byte[] channelsLast(byte[] channelsFirst, FeatureMap map) {
    int pixels = map.height() * map.width();
    byte[] result = new byte[channelsFirst.length];
    for (int channel = 0; channel < map.channels(); channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        result[pixel * map.channels() + channel] = channelsFirst[channel * pixels + pixel];
      }
    }
    return result;
  }
}
