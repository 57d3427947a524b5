package io.widthwise.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeMemoryTest {
  private static final int BLOCKS = 1_024;
  private static final int BLOCK_BYTES = 64 << 10;

  @Test
  @EnabledOnOs(OS.LINUX)
  void givesBackWhatWasFreedBelowMemoryInUse() {
    List<BytePointer> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      BytePointer block = new BytePointer(BLOCK_BYTES);
      Pointer.memset(block, 1, BLOCK_BYTES);
      blocks.add(block);
    }
    // The last one keeps the allocator from giving back the others by itself.
    try (BytePointer last = blocks.remove(BLOCKS - 1)) {
      blocks.forEach(BytePointer::close);
      long before = Pointer.physicalBytes();

      NativeMemory.returnFreed();

      assertThat(before - Pointer.physicalBytes()).isGreaterThan(BLOCKS / 2L * BLOCK_BYTES);
      assertThat(last.get(BLOCK_BYTES - 1)).isEqualTo((byte) 1);
    }
  }
}
