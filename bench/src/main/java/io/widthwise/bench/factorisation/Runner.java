package io.widthwise.bench.factorisation;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatOnnxWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/**
 * One network at one resolution in ONNX Runtime, with the times it took. With one thread the
 * runtime computes in the caller's, so that thread's processor time is the run's: the time that it
 * would take on an idle machine, which waiting for a busy one does not lengthen.
 */
final class Runner implements AutoCloseable {
  private static final String INPUT = "image";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final OrtSession session;
  private final OnnxTensor image;
  private final long[] nanos;
  private int runs;

  /**
   * Loads a network, with one thread and the optimisations that serve.
   *
   * @param turns runs to be timed
   */
  Runner(FloatNetwork network, int side, int turns) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] onnx = FloatOnnxWriter.write(network, OptionalDouble.empty(), new TreeMap<>());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(onnx, options);
    }
    image = noise(environment, side);
    nanos = new long[turns];
  }

  private static OnnxTensor noise(OrtEnvironment environment, int side) throws OrtException {
    byte[] pixels = new byte[side * side * FloatNetwork.COLOURS];
    new Random(side).nextBytes(pixels);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    long[] shape = {1, side, side, FloatNetwork.COLOURS};
    return OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
  }

  /** Runs once, untimed. */
  void warmUp() throws OrtException {
    session.run(Map.of(INPUT, image)).close();
  }

  /** Runs once and keeps the time. */
  void run() throws OrtException {
    long started = THREADS.getCurrentThreadCpuTime();
    session.run(Map.of(INPUT, image)).close();
    nanos[runs++] = THREADS.getCurrentThreadCpuTime() - started;
  }

  /** Returns the median processor time of a run, milliseconds. */
  double medianMillis() {
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    return sorted[runs / 2] / 1e6;
  }

  @Override
  public void close() throws OrtException {
    image.close();
    session.close();
  }
}
