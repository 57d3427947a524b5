/** From pixels to labels: the bundle's variants in ONNX Runtime, one ladder a lane. */
package io.widthwise.inference.classify;
