package io.widthwise.bench.footprint;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A process that holds some memory and does nothing. */
final class Idle {
  static final String BEGUN = "begun";
  static final long HELD_BYTES = 4 << 20;
  static final long DIRECT_BYTES = 2 << 20;

  private Idle() {}

  public static void main(String[] arguments) throws InterruptedException {
    byte[] held = new byte[(int) HELD_BYTES];
    ByteBuffer direct = ByteBuffer.allocateDirect((int) DIRECT_BYTES);
    System.out.println(BEGUN);
    new CountDownLatch(1).await();
    // Reached by nobody, but it keeps both alive.
    System.out.println(held.length + direct.capacity());
  }
}
