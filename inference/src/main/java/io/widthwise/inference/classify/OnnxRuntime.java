package io.widthwise.inference.classify;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.widthwise.inference.NativeLibraryException;

/** The process's one ONNX Runtime environment and the options that every session has. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /**
   * Loads the native library. Called before any class that names one of ONNX Runtime's is loaded,
   * so that a missing jar is told here.
   */
  static void load() {
    try {
      OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      throw NativeLibraryException.of("ONNX Runtime", "the onnxruntime jar", e);
    }
  }

  /**
   * Session option of ONNX Runtime by which x86 processors without VNNI multiply uint8 by int8
   * exactly. They would add pairs of products in 16 bits, which saturate, and label wrongly; others
   * ignore it.
   */
  static final String X64_QUANT_PRECISION = "session.x64quantprecision";

  /** Returns the environment, which lives as long as the process and is never closed. */
  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment();
  }

  /**
   * One thread a session, since lanes run side by side: two sessions of one thread do twice the
   * work of one, one session of two threads less. Lower levels than ALL_OPT leave convolutions in
   * their plain layout, 2.5 times slower.
   */
  static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.addConfigEntry(X64_QUANT_PRECISION, "1");
    return options;
  }
}
