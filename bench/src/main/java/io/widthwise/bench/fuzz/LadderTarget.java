package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.InvalidBundleException;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bundle whose manifest is damaged; its other files are sound. */
final class LadderTarget implements FuzzTarget {
  private final Path directory;
  private final byte[] manifest;

  LadderTarget(Path folder) throws IOException {
    this.directory = folder.resolve("bundle");
    new BundleWriter(directory)
        .write("fuzz", "1", List.of("red", "green"), List.of(rung(0.25, 32), rung(0.5, 64)));
    this.manifest = Files.readAllBytes(directory.resolve(LadderBundle.MANIFEST));
  }

  private static Rung rung(double width, int resolution) {
    byte[] onnx = ("graph " + width).getBytes(UTF_8);
    return new Rung(
        VariantSpec.describe(
            onnx,
            "fuzz",
            width,
            resolution,
            Precision.FP32,
            2,
            new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), true),
            Resize.WHOLE,
            1,
            1),
        onnx);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(manifest);
  }

  @Override
  public List<byte[]> dictionary() {
    return List.of(
        "[[[[[[[[[[[[[[[[".getBytes(UTF_8),
        "{\"a\":".getBytes(UTF_8),
        "null".getBytes(UTF_8),
        "1e999999999".getBytes(UTF_8),
        "-99999999999999999999".getBytes(UTF_8),
        "\"../../../../etc/passwd\"".getBytes(UTF_8),
        "\\u0000".getBytes(UTF_8),
        new byte[] {(byte) 0xFF, (byte) 0xFE});
  }

  @Override
  public Verdict read(byte[] bytes) throws IOException {
    Files.write(directory.resolve(LadderBundle.MANIFEST), bytes);
    try {
      LadderBundle.open(directory);
      return Verdict.ACCEPTED;
    } catch (InvalidBundleException refused) {
      return Verdict.REFUSED;
    }
  }

  @Override
  public long maxAllocatedBytes() {
    return 128L << 20;
  }
}
