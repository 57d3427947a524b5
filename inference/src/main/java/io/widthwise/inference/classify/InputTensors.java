package io.widthwise.inference.classify;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The input of each resolution: a direct buffer and the tensor over it, made once. */
final class InputTensors implements AutoCloseable {
  private final Map<Integer, ByteBuffer> pixels = new HashMap<>();
  private final Map<Integer, OnnxTensor> tensors = new HashMap<>();

  OnnxTensor tensor(int side) {
    return tensors.computeIfAbsent(side, this::create);
  }

  /** The buffer behind a tensor that was asked for before. */
  ByteBuffer pixels(int side) {
    return pixels.get(side);
  }

  private OnnxTensor create(int side) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(side * side * 3).order(ByteOrder.nativeOrder());
    pixels.put(side, buffer);
    try {
      return OnnxTensor.createTensor(
          OnnxRuntime.environment(), buffer, new long[] {1, side, side, 3}, OnnxJavaType.UINT8);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime cannot take a buffer of %d bytes".formatted(buffer.capacity()), e);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
