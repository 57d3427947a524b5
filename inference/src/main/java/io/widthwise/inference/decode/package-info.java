/** From a frame's bytes to a network's input: raw RGB pixels, square, as the bundle wants them. */
package io.widthwise.inference.decode;
