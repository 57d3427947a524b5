/** Chains of convolutions in floating point, as trained, and their ONNX form. */
package io.widthwise.models.floating;
