package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatDense;
import java.util.List;
import java.util.SortedMap;

/**
 * A quantised classifier of RGB images of any size: convolutions of bytes, the first of which reads
 * raw pixels, then mean over space, fully connected layer and softmax in floating point.
 *
 * @param convolutions at least one
 * @param classifier reads what the last convolution yields
 * @param fastForm how the graph is written
 */
public record QuantisedModel(
    List<QuantisedConvolution> convolutions, FloatDense classifier, FastForm fastForm) {

  public QuantisedModel {
    convolutions = List.copyOf(convolutions);
    if (convolutions.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one convolution");
    }
  }

  /** Returns the same model, to be written in another form. */
  public QuantisedModel in(FastForm form) {
    return new QuantisedModel(convolutions, classifier, form);
  }

  /**
   * Returns the bytes of the ONNX model: input {@code image} (uint8 RGB, {@code [N, H, W, 3]}),
   * output {@code probabilities} (float32, {@code [N, classes]}), any N, H and W that the form
   * allows.
   *
   * @param metadata key and value pairs for the model's metadata
   */
  public byte[] write(SortedMap<String, String> metadata) {
    return QuantisedWriter.write(this, metadata);
  }
}
