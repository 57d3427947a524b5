package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;

/**
 * An array that training changes, with its moments.
 *
 * @param decays whether weight decay pulls it towards zero: not depthwise kernels, which are few
 *     and suffer from it (Howard et al. 2017, section 3.2), nor normalisation and biases
 */
record Parameter(NDArray value, NDArray mean, NDArray variance, boolean decays) {
  Parameter(NDArray value, boolean decays) {
    this(value, value.zerosLike(), value.zerosLike(), decays);
    value.setRequiresGradient(true);
  }
}
