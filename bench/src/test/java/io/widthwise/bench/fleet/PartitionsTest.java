package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  @Property
  void putsACameraWhereKafkasProducerPutsIt(
      @ForAll @NotEmpty String camera, @ForAll @IntRange(min = 1, max = 5000) int partitions) {
    assertThat(Partitions.ofCamera(camera, partitions))
        .isEqualTo(
            BuiltInPartitioner.partitionForKey(
                camera.getBytes(StandardCharsets.UTF_8), partitions));
  }

  @Test
  void startsWithTheSubtaskThatTheTopicsNameDecides() {
    // "frames".hashCode() is -1266514778, so the first is ((hash * 31) & 0x7fffffff) % 7.
    assertThat("frames".hashCode()).isEqualTo(-1266514778);
    assertThat(Partitions.reader("frames", 0, 7)).isEqualTo(1540231194 % 7);
    assertThat(Partitions.reader("frames", 1, 7)).isEqualTo((1540231194 % 7 + 1) % 7);
  }

  @Property
  void givesEachSubtaskItsShareOfPartitions(
      @ForAll @IntRange(min = 1, max = 300) int partitions,
      @ForAll @IntRange(min = 1, max = 50) int readers) {
    int[] counts = new int[readers];
    IntStream.range(0, partitions)
        .forEach(partition -> counts[Partitions.reader("frames", partition, readers)]++);
    assertThat(Arrays.stream(counts))
        .allMatch(
            count ->
                count == partitions / readers || count == (partitions + readers - 1) / readers);
  }
}
