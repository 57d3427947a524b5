package io.widthwise.models.importing;

import io.widthwise.models.UnusableModelException;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.Layer;
import io.widthwise.models.network.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which MobileNet a network is, told from its channels and not from its file's name.
 *
 * @param family {@code mobilenet-v1} (arXiv 1704.04861) or {@code mobilenet-v2} (arXiv 1801.04381)
 * @param width width multiplier alpha
 * @param resolution side of the input, pixels
 */
public record MobileNetShape(String family, double width, int resolution) {
  private static final String V1 = "mobilenet-v1";
  private static final String V2 = "mobilenet-v2";
  private static final double FIRST_CONVOLUTION = 32;
  private static final int MIN_CHANNELS = 8;

  /** Outputs of the pointwise convolutions at alpha 1: V1's table 1. */
  private static final int[] V1_POINTWISE = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };

  /** Outputs of the bottlenecks at alpha 1: V2's table 2. */
  private static final int[] V2_BOTTLENECKS = {
    16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320
  };

  /** V2 rounds channels to multiples of 8, so alpha cannot be read off one layer. */
  private static final double[] V2_WIDTHS = {0.1, 0.35, 0.5, 0.75, 1.0};

  /**
   * Recognises a network.
   *
   * @param file it was read from, for messages
   * @throws UnusableModelException if it is no MobileNet V1 or V2 of a width up to 1
   */
  public static MobileNetShape of(Path file, Network network) throws UnusableModelException {
    int side = network.input().height();
    List<Convolution> convolutions =
        network.layers().stream()
            .filter(Convolution.class::isInstance)
            .map(Convolution.class::cast)
            .toList();
    int first = convolutions.isEmpty() ? 0 : convolutions.get(0).output().channels();
    if (network.layers().stream().noneMatch(Addition.class::isInstance)) {
      double width = first / FIRST_CONVOLUTION;
      if (width <= 1 && channels(network, MobileNetShape::isPointwise).equals(v1(width))) {
        return new MobileNetShape(V1, width, side);
      }
    } else {
      List<Integer> bottlenecks = channels(network, MobileNetShape::isBottleneck);
      for (double width : V2_WIDTHS) {
        if (first == roundToEight(FIRST_CONVOLUTION * width) && bottlenecks.equals(v2(width))) {
          return new MobileNetShape(V2, width, side);
        }
      }
    }
    throw new UnusableModelException(
        file,
        "is neither a MobileNet V1 nor a MobileNet V2 of a width up to 1: its channels (first %d) are not theirs"
            .formatted(first));
  }

  private static List<Integer> channels(Network network, Predicate<Convolution> which) {
    List<Layer> layers = network.layers();
    List<Layer> features = network.hasClassifier() ? layers.subList(0, layers.size() - 1) : layers;
    return features.stream()
        .filter(Convolution.class::isInstance)
        .map(Convolution.class::cast)
        .filter(which)
        .map(convolution -> convolution.output().channels())
        .toList();
  }

  private static boolean isPointwise(Convolution layer) {
    return !layer.depthwise() && layer.window().height() == 1 && layer.window().width() == 1;
  }

  /** V2's linear projections; its expansions end in RELU6. */
  private static boolean isBottleneck(Convolution layer) {
    return isPointwise(layer) && layer.activation() == Activation.NONE;
  }

  private static List<Integer> v1(double width) {
    return Arrays.stream(V1_POINTWISE)
        .map(channels -> Math.max(MIN_CHANNELS, (int) (channels * width)))
        .boxed()
        .toList();
  }

  private static List<Integer> v2(double width) {
    return Arrays.stream(V2_BOTTLENECKS)
        .map(channels -> roundToEight(channels * width))
        .boxed()
        .toList();
  }

  /** To the nearest multiple of 8, but never more than a tenth down. */
  private static int roundToEight(double channels) {
    int rounded = Math.max(MIN_CHANNELS, (int) (channels + MIN_CHANNELS / 2) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
