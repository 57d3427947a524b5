package io.widthwise.models.onnx;

import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes a classifier as an ONNX model: input {@code image} (uint8 RGB, {@code [N, height, width,
 * 3]}), output {@code probabilities} (float32, {@code [N, classes]}), any N. One subclass for each
 * arithmetic. The same network gives the same bytes.
 */
public abstract sealed class NetworkWriter permits Int8Writer, Fp32Writer {
  /** Name of the graph's input. */
  public static final String INPUT = "image";

  /** Name of the graph's output. */
  public static final String OUTPUT = "probabilities";

  private static final String FLAT_LOGITS = "logits";

  final OnnxGraph graph;
  final Network network;

  NetworkWriter(Network network, String graphName) {
    this.network = network;
    this.graph = new OnnxGraph(graphName);
  }

  /**
   * Returns the model's bytes.
   *
   * @param metadata key and value pairs for the model's metadata
   */
  public final byte[] write(SortedMap<String, String> metadata) {
    graph.imageInput(
        INPUT, network.input().height(), network.input().width(), network.input().channels());
    String channelsFirst = network.input().name();
    writeInput(channelsFirst);
    List<Layer> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      writeLayer(i, layers.get(i));
    }
    writeLogits(network.last().output().name(), FLAT_LOGITS);
    graph.node("Softmax", "softmax", List.of(FLAT_LOGITS), OUTPUT, Map.of("axis", 1L));
    graph.vectorOutput(OUTPUT, network.classes());
    return graph.serialise(metadata);
  }

  private void writeLayer(int position, Layer layer) {
    if (layer instanceof Convolution convolution) {
      write("%02d_%s".formatted(position, convolution.depthwise() ? "dw" : "conv"), convolution);
    } else if (layer instanceof Addition addition) {
      write("%02d_add".formatted(position), addition);
    } else if (layer instanceof AveragePool pool) {
      write("%02d_pool".formatted(position), pool);
    } else {
      throw new IllegalStateException("No way to write a " + layer.getClass());
    }
  }

  /** Turns {@link #INPUT} into what the first layer reads, channels first. */
  abstract void writeInput(String output);

  abstract void write(String name, Convolution layer);

  abstract void write(String name, Addition layer);

  abstract void write(String name, AveragePool layer);

  /** Turns the last layer's output into float {@code [N, classes]}. */
  abstract void writeLogits(String last, String flat);
}
