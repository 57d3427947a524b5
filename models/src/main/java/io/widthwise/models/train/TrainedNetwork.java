package io.widthwise.models.train;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.mobilenet.MobileNetV1;

/**
 * A trained width.
 *
 * @param shape width and classes; its resolution says nothing, as the network takes any
 * @param network with batch normalisation folded
 * @param exportError largest difference between a probability of the ONNX graph and the trainer's
 *     own, relative to the trainer's, over some validation pictures at every resolution
 */
public record TrainedNetwork(MobileNetV1 shape, FloatNetwork network, double exportError) {
  /** What every network of a family sees of a frame: the whole central square. */
  public static final Resize RESIZE = new Resize(Fit.CENTRE_CROP, 1.0);
}
