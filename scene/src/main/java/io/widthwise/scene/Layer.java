package io.widthwise.scene;

import java.awt.Shape;

/**
 * A filled area of a subject.
 *
 * @param shape in subject coordinates: both axes run from -0.5 to 0.5, y downwards
 * @param rgb colour as 0xRRGGBB under white light, before fading
 */
record Layer(Shape shape, int rgb) {}
