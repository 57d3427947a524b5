package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.widthwise.models.mobilenet.MobileNetV1;
import java.util.List;

/**
 * One width of a family while it is trained.
 *
 * @param shape width and classes; its resolution says nothing, as the network takes any
 * @param layers convolutions, input to output
 * @param classifier weights {@code [classes, features]} of the widest network that shares them
 * @param bias {@code [classes]}
 */
record TrainableNetwork(
    MobileNetV1 shape, List<TrainableLayer> layers, NDArray classifier, NDArray bias) {
  /** What is taken from a pixel before it is divided by {@link #PIXEL_RANGE}. */
  static final float PIXEL_MEAN = 128;

  /** Pixels enter as {@code (pixel - 128) / 128}, which int8 inference gets for nothing. */
  static final float PIXEL_RANGE = 128;

  /**
   * Returns the classes' scores.
   *
   * @param pixels uint8 {@code [N, side, side, 3]}. Channels stay innermost in memory throughout,
   *     which PyTorch computes a third faster than channels first
   * @return {@code [N, classes]}
   */
  NDArray logits(NDArray pixels, boolean training) {
    NDArray features =
        pixels
            .toType(DataType.FLOAT32, false)
            .sub(PIXEL_MEAN)
            .div(PIXEL_RANGE)
            .transpose(0, 3, 1, 2);
    for (TrainableLayer layer : layers) {
      features = layer.forward(features, training);
    }
    NDArray pooled =
        features
            .reshape(features.getShape().get(0), features.getShape().get(1), -1)
            .mean(new int[] {2});
    return pooled.matMul(scores().transpose()).add(bias);
  }

  /** Returns this width's part of the classifier, {@code [classes, features]}. */
  NDArray scores() {
    int features = layers.get(layers.size() - 1).spec().outputChannels();
    return classifier.getShape().get(1) == features
        ? classifier
        : classifier.get(new NDIndex(":,0:{}", features));
  }
}
