package io.widthwise.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapRangeTest {
  @Test
  void findsTheHeapOfG1() throws IOException {
    HeapRange range =
        HeapRange.parse(
            """
             garbage-first heap   total 786432K, used 27648K [0x00000000d0000000, 0x0000000100000000)
              region size 1024K, 3 young (3072K), 2 survivors (2048K)
             Metaspace       used 72000K, committed 73000K, reserved 1114112K
            """);

    assertThat(range).isEqualTo(new HeapRange(0xd0000000L, 0x100000000L));
  }

  @Test
  void findsAllSpacesOfASerialHeap() throws IOException {
    HeapRange range =
        HeapRange.parse(
            """
             def new generation   total 9792K, used 702K [0x00000000e0000000, 0x00000000e0aa0000, 0x00000000eaaa0000)
              eden space 8704K,   8% used [0x00000000e0000000, 0x00000000e00af8d8, 0x00000000e0880000)
             tenured generation   total 21888K, used 0K [0x00000000eaaa0000, 0x00000000ec000000, 0x0000000100000000)
            """);

    assertThat(range).isEqualTo(new HeapRange(0xe0000000L, 0x100000000L));
  }

  @Test
  void countsThePagesOfTheHeapAlone() {
    HeapRange range = new HeapRange(0xd0000000L, 0x100000000L);

    long resident =
        range.residentBytes(
            List.of(
                "d0000000-d8000000 rw-p 00000000 00:00 0",
                "Rss:               2048 kB",
                "Anonymous:         2048 kB",
                "7f0000000000-7f0000021000 rw-p 00000000 00:00 0",
                "Anonymous:          132 kB",
                "fff00000-100000000 rw-p 00000000 00:00 0",
                "Anonymous:           64 kB"));

    assertThat(resident).isEqualTo(2112 * 1024);
  }

  @Test
  void anotherCollectorIsNotGuessedAt() {
    assertThatThrownBy(() -> HeapRange.parse("ZHeap used 8M, capacity 128M, max capacity 4G"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ZHeap");
  }
}
