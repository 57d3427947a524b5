package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatOnnxWriter;
import io.widthwise.models.onnx.NetworkWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Exports a network and holds ONNX Runtime's answers against the trainer's own. */
final class ExportCheck {
  /** A larger error is a fault of the export, not of rounding. */
  private static final double TOLERANCE = 0.01;

  private static final int PICTURES = 16;

  private final TrainingPictures pictures;
  private final List<Integer> resolutions;

  ExportCheck(TrainingPictures pictures, List<Integer> resolutions) {
    this.pictures = pictures;
    this.resolutions = resolutions;
  }

  /** Returns the network outside of the engine. */
  TrainedNetwork export(NDManager manager, TrainableNetwork network) {
    FloatNetwork exported = FloatExport.of(network);
    byte[] onnx = FloatOnnxWriter.write(exported, OptionalDouble.empty(), new TreeMap<>());
    double worst = 0;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx);
        BatchLoader loader = new BatchLoader(pictures, Augmentation.NONE)) {
      for (int side : resolutions) {
        Batch batch = loader.load(0, Math.min(PICTURES, pictures.size()), side);
        worst =
            Math.max(
                worst, error(own(manager, network, batch), served(environment, session, batch)));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the exported network", e);
    }
    if (!(worst <= TOLERANCE)) {
      throw new IllegalStateException(
          "the exported network of width %s is off by %s of the trainer's probabilities; at most %s is rounding"
              .formatted(network.shape().width(), worst, TOLERANCE));
    }
    return new TrainedNetwork(network.shape(), exported, worst);
  }

  private static float[] own(NDManager manager, TrainableNetwork network, Batch batch) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray pixels = scratch.create(batch.pixels(), shape(batch), DataType.UINT8);
      return network.logits(pixels, false).softmax(1).toFloatArray();
    }
  }

  private static float[] served(OrtEnvironment environment, OrtSession session, Batch batch)
      throws OrtException {
    batch.pixels().rewind();
    try (OnnxTensor pixels =
            OnnxTensor.createTensor(
                environment, batch.pixels(), shape(batch).getShape(), OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(NetworkWriter.INPUT, pixels))) {
      OnnxTensor probabilities = (OnnxTensor) result.get(0);
      float[] values = new float[probabilities.getFloatBuffer().remaining()];
      probabilities.getFloatBuffer().get(values);
      return values;
    }
  }

  private static Shape shape(Batch batch) {
    return new Shape(batch.labels().length, batch.side(), batch.side(), 3);
  }

  /** Largest difference relative to the expected value; below one in ten thousand, to that. */
  private static double error(float[] expected, float[] actual) {
    double floor = 1e-4;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i]);
      worst = Math.max(worst, difference / Math.max(floor, expected[i]));
    }
    return worst;
  }
}
