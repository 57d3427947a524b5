package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The variants of a bundle, loaded and warm. Not thread-safe: a lane has its own. Inputs are direct
 * buffers that the runtime reads in place, one for each resolution; decode into {@link #input} and
 * no pixel is copied.
 */
public final class ModelLadder implements AutoCloseable {
  private final TopK topK;
  private final InputTensors inputs = new InputTensors();
  private final List<LoadedVariant> loaded = new ArrayList<>();
  private boolean closed;

  private ModelLadder(TopK topK) {
    this.topK = topK;
  }

  /** Opens every variant of {@code bundle}, in the manifest's order. */
  public static ModelLadder open(LadderBundle bundle, ClassifierSettings settings)
      throws IOException {
    return open(bundle, bundle.ladder().variants(), settings);
  }

  /**
   * Opens and warms {@code variants} of {@code bundle}, in their order.
   *
   * @throws IOException if a file cannot be read or is no longer the one that the manifest names
   * @throws InferenceException if a graph cannot be loaded or is not what the manifest says
   * @throws io.widthwise.inference.NativeLibraryException if ONNX Runtime cannot be loaded
   */
  public static ModelLadder open(
      LadderBundle bundle, List<VariantSpec> variants, ClassifierSettings settings)
      throws IOException {
    return open(bundle, variants, settings, Pause.NONE);
  }

  /**
   * As {@link #open(LadderBundle, List, ClassifierSettings)}, in small pieces of work.
   *
   * @param pause taken after each piece
   */
  public static ModelLadder open(
      LadderBundle bundle, List<VariantSpec> variants, ClassifierSettings settings, Pause pause)
      throws IOException {
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants must hold at least one variant");
    }
    OnnxRuntime.load();
    ModelLadder ladder = new ModelLadder(new TopK(settings.topK(), bundle.labels()));
    try {
      for (VariantSpec variant : variants) {
        long started = System.nanoTime();
        ladder.load(bundle, variant);
        pause.after(System.nanoTime() - started);
      }
      ladder.warmUp(settings.warmUpRuns(), pause);
      return ladder;
    } catch (IOException | RuntimeException e) {
      ladder.close();
      throw e;
    }
  }

  /** Returns the variants; {@link #classify} takes positions in this list. */
  public List<VariantSpec> variants() {
    return loaded.stream().map(LoadedVariant::variant).toList();
  }

  /** Returns the variant at a position of {@link #variants}. */
  public VariantSpec variant(int variant) {
    return loaded.get(variant).variant();
  }

  /**
   * Returns the direct buffer that the variant's graph reads, {@code [side, side, 3]} red, green,
   * blue. Variants of one resolution share it.
   */
  public ByteBuffer input(int variant) {
    return inputs.pixels(variant(variant).resolution());
  }

  /**
   * Classifies one picture.
   *
   * @param variant position in {@link #variants}
   * @param rgb uint8 pixels {@code [side, side, 3]} from index 0: {@link #input} itself, or any
   *     buffer of as many bytes, which is copied there
   * @throws InferenceException if the runtime fails
   */
  public Prediction classify(int variant, ByteBuffer rgb) {
    if (closed) {
      throw new IllegalStateException("This ladder is closed");
    }
    ByteBuffer input = input(variant);
    if (rgb != input) {
      if (rgb.capacity() != input.capacity()) {
        throw new IllegalArgumentException(
            "%s takes %d bytes of pixels but got %d"
                .formatted(variant(variant).fullName(), input.capacity(), rgb.capacity()));
      }
      input.put(0, rgb, 0, input.capacity());
    }
    return loaded.get(variant).run(topK);
  }

  /**
   * Returns the probabilities of all classes that the variant's last {@link #classify} gave, in the
   * order of the labels: a read-only view {@code [classes]} that its next one overwrites.
   *
   * @param variant position in {@link #variants}
   */
  public FloatBuffer probabilities(int variant) {
    return loaded.get(variant).probabilities();
  }

  private void load(LadderBundle bundle, VariantSpec variant) throws IOException {
    byte[] onnx = bundle.readModel(variant);
    loaded.add(
        LoadedVariant.load(
            variant, bundle.modelFile(variant), onnx, inputs.tensor(variant.resolution())));
  }

  private void warmUp(int runs, Pause pause) {
    for (LoadedVariant variant : loaded) {
      for (int i = 0; i < runs; i++) {
        long started = System.nanoTime();
        variant.run(topK);
        pause.after(System.nanoTime() - started);
      }
    }
  }

  /** Closes sessions and buffers; closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      loaded.forEach(LoadedVariant::close);
      inputs.close();
    }
  }
}
