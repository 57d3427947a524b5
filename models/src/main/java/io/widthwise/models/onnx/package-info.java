/** Writes a network as ONNX graphs that take raw pixels and yield probabilities. */
package io.widthwise.models.onnx;
