package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.models.UnusableModelException;
import io.widthwise.models.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.List;

/** The reader of TensorFlow Lite models. */
final class TfliteTarget implements FuzzTarget {
  private static final Path NAME = Path.of("case.tflite");

  private final List<byte[]> seeds = List.of(TfliteSeed.network());

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<byte[]> dictionary() {
    return List.of(
        "TFL3".getBytes(UTF_8),
        new byte[] {4, 0, 0, 0},
        new byte[] {0, 0, 0, 0},
        new byte[] {-1, -1, -1, 0x7F},
        new byte[] {0, 0, 0, (byte) 0x80});
  }

  @Override
  public Verdict read(byte[] bytes) {
    try {
      TfliteReader.read(NAME, bytes);
      return Verdict.ACCEPTED;
    } catch (UnusableModelException refused) {
      return Verdict.REFUSED;
    }
  }

  @Override
  public long maxAllocatedBytes() {
    return 64L << 20;
  }
}
