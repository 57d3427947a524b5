package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The reader of recordings, to its end. */
final class McapTarget implements FuzzTarget {
  private final Path file;
  private final List<byte[]> seeds;

  McapTarget(Path folder) throws IOException {
    this.file = folder.resolve("case.mcap");
    this.seeds = McapSeeds.recordings();
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<byte[]> dictionary() {
    return List.of(
        new byte[] {(byte) 0x89, 'M', 'C', 'A', 'P', 0x30, '\r', '\n'},
        "zstd".getBytes(UTF_8),
        "lz4".getBytes(UTF_8),
        "cdr".getBytes(UTF_8),
        "sensor_msgs/msg/Image".getBytes(UTF_8),
        new byte[] {6, 0, 0, 0, 0, 0, 0, 0, 0},
        new byte[] {5, 22, 0, 0, 0, 0, 0, 0, 0});
  }

  @Override
  public Verdict read(byte[] bytes) throws IOException, InterruptedException {
    Files.write(file, bytes);
    try (FrameSource source = FrameSources.open(file.toString(), SourceOptions.DEFAULT)) {
      while (source.next().isPresent()) {
        // Each frame is read whole before it is handed out.
        continue;
      }
      return Verdict.ACCEPTED;
    } catch (SourceException refused) {
      return Verdict.REFUSED;
    }
  }

  /** A chunk may unpack to 128 MiB, which are held twice while they grow. */
  @Override
  public long maxAllocatedBytes() {
    return 320L << 20;
  }
}
