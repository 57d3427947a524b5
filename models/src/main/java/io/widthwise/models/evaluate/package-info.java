/** Measures the variants of a bundle on labelled images, through the classifier that is served. */
package io.widthwise.models.evaluate;
