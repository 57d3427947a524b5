package io.widthwise.stack;

/** Told what happens to a running stack. Called from the stack's own threads. */
@FunctionalInterface
public interface StackListener {
  /** Something that people want to read, in a sentence. */
  void event(String sentence);
}
