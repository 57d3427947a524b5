package io.widthwise.inference.decode;

import io.widthwise.inference.NativeLibraryException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads OpenCV's native libraries. */
final class OpenCv {
  private OpenCv() {}

  static void load() {
    try {
      Loader.load(opencv_imgproc.class);
      Loader.load(opencv_imgcodecs.class);
      // A lane is one thread; a pool of OpenCV's would only contend with the other lanes.
      opencv_core.setNumThreads(1);
    } catch (LinkageError e) {
      throw NativeLibraryException.of(
          "OpenCV",
          "javacpp, opencv and openblas, each as its plain jar and its -linux-x86_64 jar",
          e);
    }
  }
}
