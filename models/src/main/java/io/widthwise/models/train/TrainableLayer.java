package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.widthwise.models.mobilenet.LayerKind;
import io.widthwise.models.mobilenet.LayerSpec;

/**
 * One convolution of one width, its batch normalisation and ReLU, over weights that wider networks
 * may share.
 *
 * @param spec its shape at this width
 * @param weights {@code [outputs, inputs a group, kernel, kernel]} of the widest network that
 *     shares them; this width takes the first of each
 * @param norm of this width alone
 */
record TrainableLayer(LayerSpec spec, NDArray weights, Norm norm) {
  /** Share of the running statistics that a step replaces. */
  private static final float MOMENTUM = 0.1f;

  static final float EPSILON = 1e-3f;

  /** Batch normalisation's parameters and running statistics, {@code [channels]} each. */
  record Norm(NDArray gain, NDArray offset, NDArray mean, NDArray variance) {}

  NDArray forward(NDArray features, boolean training) {
    long padding = spec.kernel() / 2;
    NDArray convolved =
        Conv2d.conv2d(
                features,
                kernel(),
                null,
                new Shape(spec.stride(), spec.stride()),
                new Shape(padding, padding),
                new Shape(1, 1),
                depthwise() ? spec.inputChannels() : 1)
            .singletonOrThrow();
    return BatchNorm.batchNorm(
            convolved,
            norm.mean,
            norm.variance,
            norm.gain,
            norm.offset,
            1,
            MOMENTUM,
            EPSILON,
            training)
        .singletonOrThrow()
        .getNDArrayInternal()
        .relu();
  }

  /** Returns this width's part of the weights. */
  NDArray kernel() {
    Shape shape = weights.getShape();
    int inputs = depthwise() ? 1 : spec.inputChannels();
    if (shape.get(0) == spec.outputChannels() && shape.get(1) == inputs) {
      return weights;
    }
    return weights.get(new NDIndex("0:{},0:{}", spec.outputChannels(), inputs));
  }

  boolean depthwise() {
    return spec.kind() == LayerKind.DEPTHWISE;
  }
}
