package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.onnx.NetworkWriter;

/**
 * How alike two graphs classify pictures.
 *
 * @param pictures compared
 * @param sameBest on how many both see the same best class
 * @param largestDifference of a probability, over all pictures and classes
 * @param meanDifference of a probability's magnitude
 */
public record Agreement(
    int pictures, int sameBest, double largestDifference, double meanDifference) {

  /** Runs both graphs, of input {@code image} and output {@code probabilities}, on the pictures. */
  public static Agreement of(
      byte[] before, byte[] after, CalibrationFrames frames, QuantiserProgress progress) {
    int pictures = 0;
    int sameBest = 0;
    double largest = 0;
    double mean = 0;
    try (GraphSession first = GraphSession.of(before);
        GraphSession second = GraphSession.of(after)) {
      for (PixelBatch batch : frames.batches()) {
        for (int image = 0; image < batch.images(); image++) {
          float[] expected = probabilities(first, batch, image);
          float[] actual = probabilities(second, batch, image);
          double sum = 0;
          for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            largest = Math.max(largest, difference);
            sum += difference;
          }
          pictures++;
          mean += (sum / expected.length - mean) / pictures;
          sameBest += best(expected) == best(actual) ? 1 : 0;
          progress.advanced("Comparing", pictures);
        }
      }
    }
    return new Agreement(pictures, sameBest, largest, mean);
  }

  private static float[] probabilities(GraphSession session, PixelBatch batch, int image) {
    try (GraphSession.Outputs outputs =
        session.run(batch.image(image), 1, batch.height(), batch.width(), FloatNetwork.COLOURS)) {
      return outputs.floats(NetworkWriter.OUTPUT);
    }
  }

  private static int best(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }
}
