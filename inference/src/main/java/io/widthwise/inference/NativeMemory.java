package io.widthwise.inference;

import org.bytedeco.javacpp.Pointer;

/** Memory that native libraries have freed. */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * Gives freed memory back to the operating system. The C library's allocator keeps it for the
   * threads that had it, and a task's threads end with the task: in a TaskManager that serves one
   * job after another, each would leave some twenty megabytes behind. Takes half a millisecond for
   * each megabyte, in which other threads may wait for memory. Does nothing where the allocator has
   * no such function.
   */
  public static void returnFreed() {
    Pointer.trimMemory();
  }
}
