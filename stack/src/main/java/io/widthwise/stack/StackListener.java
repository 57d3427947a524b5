package io.widthwise.stack;

/** Told what happens to a running stack. Called from the stack's own threads. */
public interface StackListener {
  /** Something that people want to read, in a sentence. */
  void event(String sentence);

  /** The JobManager was started again and knows no job any more. */
  default void jobManagerRestarted() {}
}
