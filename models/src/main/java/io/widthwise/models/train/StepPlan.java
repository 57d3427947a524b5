package io.widthwise.models.train;

/**
 * Shape of one training step.
 *
 * @param side of the input, pixels
 * @param largestScale largest side to which the whole picture is scaled before the window of {@code
 *     side} is cut out; {@code side} itself shows whole pictures
 * @param pictures in the batch
 */
record StepPlan(int side, int largestScale, int pictures) {}
