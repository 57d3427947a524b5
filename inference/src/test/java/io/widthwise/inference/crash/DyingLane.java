package io.widthwise.inference.crash;

import java.lang.reflect.Field;
import java.nio.file.Path;
import sun.misc.Unsafe;

/** A program whose lane is killed by a write to address 0, as by a fault in native code. */
final class DyingLane {
  static final WorkedFrame FRAME = new WorkedFrame("frames", 0, 42, "camera", "camera/42/1");

  private DyingLane() {}

  public static void main(String[] arguments) throws Exception {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Unsafe unsafe = (Unsafe) field.get(null);
    CrashGuard guard = CrashGuard.open(Path.of(arguments[0]));
    guard.<Void, RuntimeException>run(
        FRAME,
        () -> {
          unsafe.putAddress(0, 0);
          return null;
        });
  }
}
