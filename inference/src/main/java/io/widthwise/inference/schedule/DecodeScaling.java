package io.widthwise.inference.schedule;

/** Tells at which scale a frame is decoded for a variant. */
@FunctionalInterface
public interface DecodeScaling {
  /** Returns 0 for full scale, 1 for 1/2, 2 for 1/4, 3 for 1/8. */
  int log2(int variant, QueuedFrame<?> frame);
}
