/**
 * Measures the variants of a bundle on labelled frames, through the decoder and the classifier that
 * serve, and makes their probabilities mean what they say.
 */
package io.widthwise.models.evaluate;
