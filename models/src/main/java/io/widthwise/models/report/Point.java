package io.widthwise.models.report;

/**
 * A place in a picture.
 *
 * @param x pixels from the left
 * @param y pixels from above
 */
public record Point(double x, double y) {}
