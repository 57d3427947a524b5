package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019). DJL's kernel does the
 * arithmetic; its optimiser is not used, as it keeps its moments to itself and could not go on from
 * a checkpoint.
 */
final class AdamW {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.99f;
  private static final float EPSILON = 1e-8f;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  private final List<Parameter> parameters;
  private final float weightDecay;

  /**
   * @param weightDecay share of a weight lost in one step at learning rate 1
   */
  AdamW(List<Parameter> parameters, double weightDecay) {
    this.parameters = parameters;
    this.weightDecay = (float) weightDecay;
  }

  /**
   * Moves the parameters against their gradients.
   *
   * @param step counted from 0
   */
  void update(double learningRate, long step) {
    double first = 1 - Math.pow(BETA_1, step + 1);
    double second = 1 - Math.pow(BETA_2, step + 1);
    float corrected = (float) (learningRate * Math.sqrt(second) / first);
    for (Parameter parameter : parameters) {
      try (NDArray gradient = parameter.value().getGradient()) {
        NDArray value = parameter.value();
        value
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(value, gradient, parameter.mean(), parameter.variance()),
                new NDList(value),
                (float) learningRate,
                corrected,
                parameter.decays() ? weightDecay : 0,
                NO_RESCALING,
                NO_CLIPPING,
                BETA_1,
                BETA_2,
                EPSILON,
                false,
                true);
      }
    }
  }
}
