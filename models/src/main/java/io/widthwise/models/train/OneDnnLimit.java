package io.widthwise.models.train;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps PyTorch from kernels that miscalculate where a virtual machine hides its caches.
 *
 * <p>oneDNN, which computes PyTorch's convolutions, divides its work by the sizes of the caches
 * that the processor reports. Where a hypervisor reports none, its kernels for AVX2 and later crash
 * with a division by zero or return wrong numbers without a word. Those for AVX do not ask.
 */
final class OneDnnLimit {
  /** Read by oneDNN when it is first used. */
  private static final String VARIABLE = "ONEDNN_MAX_CPU_ISA";

  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache/index0");

  private OneDnnLimit() {}

  /** The part of the C library that is needed here: Java cannot change its own environment. */
  interface Environment extends Library {
    /** Sets {@code name}; with {@code overwrite} 0 only if it is not set yet. */
    int setenv(String name, String value, int overwrite);
  }

  /** Must be called before PyTorch is loaded. */
  static void apply() {
    if (isNeeded(CACHES, System.getenv()) && Platform.isLinux()) {
      Native.load("c", Environment.class).setenv(VARIABLE, "AVX", 0);
    }
  }

  static boolean isNeeded(Path caches, Map<String, String> environment) {
    return !Files.exists(caches) && !environment.containsKey(VARIABLE);
  }
}
