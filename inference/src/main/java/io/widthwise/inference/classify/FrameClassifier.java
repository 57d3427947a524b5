package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.Frame;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Labels frames: decode, then classify. The evaluator uses the same decoder and ladder, so a
 * measured accuracy is that of what is served. Not thread-safe: a lane has its own.
 */
public final class FrameClassifier implements AutoCloseable {
  private final FrameDecoder decoder;
  private final ModelLadder ladder;

  /** Takes over both, and closes them. */
  public FrameClassifier(FrameDecoder decoder, ModelLadder ladder) {
    this.decoder = decoder;
    this.ladder = ladder;
  }

  /** Returns the variants; {@link #label} takes positions in this list. */
  public List<VariantSpec> variants() {
    return ladder.variants();
  }

  /**
   * Labels one frame.
   *
   * @param variant position in {@link #variants}
   * @throws UndecodableImageException if the frame's payload is no picture that is served
   * @throws InferenceException if the runtime fails
   */
  public LabelledFrame label(Frame frame, int variant) throws UndecodableImageException {
    VariantSpec spec = ladder.variant(variant);
    ByteBuffer input = ladder.input(variant);
    long started = System.nanoTime();
    decoder.decode(frame, spec.resolution(), spec.resize(), input);
    long decoded = System.nanoTime();
    Prediction prediction = ladder.classify(variant, input);
    long finished = System.nanoTime();
    return new LabelledFrame(
        spec, prediction.topK(), (decoded - started) / 1000, (finished - decoded) / 1000);
  }

  @Override
  public void close() {
    decoder.close();
    ladder.close();
  }
}
