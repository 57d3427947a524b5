/** Reads TensorFlow Lite files through the accessors that TensorFlow generates from its schema. */
package io.widthwise.models.tflite;
