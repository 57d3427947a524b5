package io.widthwise.models.mobilenet;

/** What a layer does; the network's cost is told by these. */
public enum LayerKind {
  /** Every output channel sees every input channel through a square kernel. */
  CONVOLUTION("convolution"),
  /** Each channel by itself through a square kernel. */
  DEPTHWISE("depthwise"),
  /** A convolution whose kernel is one pixel. */
  POINTWISE("pointwise"),
  /** The mean of the whole feature map, channel by channel. */
  POOL("average pool"),
  /** The classifier: every class sees every channel. */
  FULLY_CONNECTED("fully connected"),
  /** Logits to probabilities. */
  SOFTMAX("softmax");

  private final String words;

  LayerKind(String words) {
    this.words = words;
  }

  /** Returns the kind as people write it. */
  @Override
  public String toString() {
    return words;
  }
}
