/** The ladder bundle on disk: {@code ladder.json}, ONNX files and labels (see docs/bundle.md). */
package io.widthwise.inference.bundle;
