package io.widthwise.models.mobilenet;

import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet V1: Table 1 of Howard et al., "MobileNets: Efficient Convolutional Neural Networks for
 * Mobile Vision Applications", arXiv 1704.04861, for any width, resolution and number of classes.
 *
 * <p>Table 1 prints the last depthwise convolution as {@code s2} with 7x7 going in and 7x7 going on
 * to the next layer. Both cannot be. The network that was published has stride 1 there, only that
 * gives the paper's 569 million multiply-adds, and that is what is built here.
 *
 * <p>The width multiplier thins every layer but the input and the classes: {@code M} channels
 * become {@code alpha M}. The paper does not say what happens to a fraction. As in the authors' own
 * code (TF-slim, {@code depth_multiplier} and {@code min_depth}) it is cut off, and no layer has
 * fewer than {@value #MINIMUM_CHANNELS} channels, so that a width means the same network here as in
 * the published checkpoints. The paper's widths, the quarters, have no fractions.
 *
 * @param width multiplier alpha, in (0, 1]
 * @param resolution side of the square RGB input, pixels; a multiple of 32, as the network halves
 *     it five times
 * @param classes number of classes
 * @param body what stands between the first convolution and the pooling
 */
public record MobileNetV1(double width, int resolution, int classes, Body body) {
  /** What a narrow width leaves of every layer at least. */
  public static final int MINIMUM_CHANNELS = 8;

  /** Largest resolution, pixels: beyond any camera, and every count still fits a long. */
  public static final int MAXIMUM_RESOLUTION = 16_384;

  private static final int INPUT_CHANNELS = 3;
  private static final int FIRST_CHANNELS = 32;
  private static final int KERNEL = 3;
  private static final int HALVINGS = 5;

  public MobileNetV1 {
    if (!(width > 0 && width <= 1)) {
      throw new IllegalArgumentException(
          "a width must be more than 0 and at most 1, for example 0.5, but is " + width);
    }
    int step = 1 << HALVINGS;
    if (resolution < step || resolution > MAXIMUM_RESOLUTION || resolution % step != 0) {
      throw new IllegalArgumentException(
          "a resolution must be a multiple of %d from %d to %d, for example 160, but is %d"
              .formatted(step, step, MAXIMUM_RESOLUTION, resolution));
    }
    if (classes < 1) {
      throw new IllegalArgumentException("there must be at least one class but are " + classes);
    }
  }

  /** The network of depthwise separable convolutions. */
  public MobileNetV1(double width, int resolution, int classes) {
    this(width, resolution, classes, Body.SEPARABLE);
  }

  /** Returns the same network with another body. */
  public MobileNetV1 with(Body other) {
    return new MobileNetV1(width, resolution, classes, other);
  }

  /** Returns how many channels a layer has that has {@code channels} at width 1. */
  public int channels(int channels) {
    return Math.max(MINIMUM_CHANNELS, (int) (channels * width));
  }

  /** Returns the layers, input to output. Batch normalisation and ReLU belong to their layer. */
  public List<LayerSpec> layers() {
    List<LayerSpec> layers = new ArrayList<>();
    LayerSpec last =
        LayerSpec.convolution(
            "conv_0", KERNEL, 2, INPUT_CHANNELS, channels(FIRST_CHANNELS), resolution);
    layers.add(last);
    int number = 0;
    for (Body.Block block : body.blocks()) {
      number++;
      layers.addAll(layers("conv_" + number, block, last));
      last = layers.get(layers.size() - 1);
    }
    layers.add(LayerSpec.pool("pool", last.outputChannels(), last.outputSide()));
    layers.add(LayerSpec.fullyConnected("classifier", last.outputChannels(), classes));
    layers.add(LayerSpec.softmax("softmax", classes));
    return List.copyOf(layers);
  }

  private List<LayerSpec> layers(String name, Body.Block block, LayerSpec before) {
    int inputs = before.outputChannels();
    int outputs = channels(block.channels());
    if (body == Body.FULL_CONVOLUTIONS) {
      return List.of(
          LayerSpec.convolution(
              name, KERNEL, block.stride(), inputs, outputs, before.outputSide()));
    }
    LayerSpec depthwise =
        LayerSpec.depthwise(
            name + "_depthwise", KERNEL, block.stride(), inputs, before.outputSide());
    return List.of(
        depthwise,
        LayerSpec.pointwise(name + "_pointwise", inputs, outputs, depthwise.outputSide()));
  }

  /** Returns for example {@code 0.5@160}. */
  public String id() {
    return width + "@" + resolution;
  }
}
