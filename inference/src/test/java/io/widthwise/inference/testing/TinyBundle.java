package io.widthwise.inference.testing;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.VariantSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real bundle of three rungs that needs no outside data: 0.25@32/fp32, 0.5@64/fp32 and
 * 1.0@64/fp32, each dearer than the one before, all telling {@link #LABELS} apart. Needs {@code
 * tribuo-util-onnx} on the test class path.
 */
public final class TinyBundle {
  /** Class names: a picture that is mostly red is {@code red}. */
  public static final List<String> LABELS = List.of("red", "green", "blue");

  private static final int CHANNELS_AT_FULL_WIDTH = 48;

  private TinyBundle() {}

  /** Writes the bundle into {@code directory}, as release {@code test}. */
  public static LadderBundle create(Path directory) throws IOException {
    return create(directory, "test");
  }

  /** Writes the bundle into {@code directory} under a release name. */
  public static LadderBundle create(Path directory, String release) throws IOException {
    return new BundleWriter(directory)
        .write(
            "colours",
            release,
            LABELS,
            List.of(rung(0.25, 32, 0.5), rung(0.5, 64, 0.75), rung(1.0, 64, 0.875)));
  }

  /**
   * Makes one rung.
   *
   * @param top1 accuracy to claim: invented, since every rung gets every plain colour right, and a
   *     schedule needs a reason to prefer the wide ones
   */
  public static Rung rung(double width, int side, double top1) {
    TinyGraph graph = new TinyGraph((int) (CHANNELS_AT_FULL_WIDTH * width), side);
    byte[] onnx = graph.onnx();
    return new Rung(describe(graph, onnx, width, side, top1), onnx);
  }

  /**
   * Makes one graph of any height and width that all the sides share, in one file.
   *
   * @param sides resolutions, each a rung; accuracy to claim rises along them
   */
  public static List<Rung> sharedRungs(double width, int... sides) {
    List<Rung> rungs = new ArrayList<>();
    for (int side : sides) {
      TinyGraph graph = new TinyGraph((int) (CHANNELS_AT_FULL_WIDTH * width), side);
      byte[] onnx = graph.onnxOfAnySide();
      double top1 = 0.5 + 0.5 * width * rungs.size() / sides.length;
      VariantSpec variant = describe(graph, onnx, width, side, top1);
      rungs.add(new Rung(variant.withFile("tiny_%s.onnx".formatted(width)), onnx));
    }
    return List.copyOf(rungs);
  }

  private static VariantSpec describe(
      TinyGraph graph, byte[] onnx, double width, int side, double top1) {
    return VariantSpec.describe(
            onnx,
            "tiny",
            width,
            side,
            Precision.FP32,
            LABELS.size(),
            new Normalisation(
                List.of(0.0, 0.0, 0.0), List.of(1 / 255.0, 1 / 255.0, 1 / 255.0), true),
            Resize.WHOLE,
            graph.multiplyAdds(),
            graph.parameters())
        .withAccuracy(new Accuracy(top1, 1.0, 3, "invented for tests"));
  }
}
