package io.widthwise.ingest.source.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import io.widthwise.ingest.source.SourceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McapFileTest {
  @TempDir Path directory;

  private static McapWriter writer() {
    return new McapWriter().schema(1, "pkg/msg/Thing").channel(1, 1, "/a").channel(2, 1, "/b");
  }

  private static byte[] data(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> read(byte[] recording) throws SourceException, IOException {
    List<String> messages = new ArrayList<>();
    try (McapFile file = new McapFile(Files.write(directory.resolve("r.mcap"), recording))) {
      for (Optional<McapMessage> m = file.next(); m.isPresent(); m = file.next()) {
        String text = StandardCharsets.UTF_8.decode(m.get().data()).toString();
        messages.add(m.get().channel().topic() + " " + m.get().logNanos() + " " + text);
      }
    }
    return messages;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lz4", "zstd"})
  void readsChunks(String compression) throws Exception {
    byte[] recording =
        writer()
            .beginChunk()
            .message(1, 5, data("one"))
            .message(2, 6, data("two"))
            .endChunk(compression)
            .finish();
    assertThat(read(recording)).containsExactly("/a 5 one", "/b 6 two");
  }

  @Test
  void ordersMessagesByLogTimeAcrossOverlappingChunks() throws Exception {
    byte[] recording =
        writer()
            .beginChunk()
            .message(1, 30, data("d"))
            .message(1, 10, data("b"))
            .endChunk("zstd")
            .message(2, 5, data("a"))
            .beginChunk()
            .message(2, 20, data("c"))
            .message(2, 30, data("e"))
            .endChunk("lz4")
            .finish();
    assertThat(read(recording))
        .containsExactly("/b 5 a", "/a 10 b", "/b 20 c", "/a 30 d", "/b 30 e");
  }

  @Test
  void findsADefinitionInAChunkThatComesLaterInTime() throws Exception {
    byte[] recording =
        new McapWriter()
            .beginChunk()
            .schema(1, "pkg/msg/Thing")
            .channel(1, 1, "/a")
            .message(1, 20, data("late"))
            .endChunk("")
            .beginChunk()
            .message(1, 10, data("early"))
            .endChunk("")
            .finish();
    assertThat(read(recording)).containsExactly("/a 10 early", "/a 20 late");
  }

  @Test
  void skipsRecordsOfUnknownOpcodes() throws Exception {
    byte[] recording =
        writer()
            .record(0x7E, new byte[100])
            .beginChunk()
            .record(0x81, new byte[3])
            .message(1, 1, data("x"))
            .endChunk("lz4")
            .record(0xFF, new byte[0])
            .finish();
    assertThat(read(recording)).containsExactly("/a 1 x");
  }

  @Test
  void namesFileAndOffsetWhereverTheFileIsCut() {
    byte[] whole =
        writer()
            .beginChunk()
            .message(1, 1, data("x"))
            .endChunk("zstd")
            .message(2, 2, data("y"))
            .finish();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("r.mcap")
          .hasMessageContaining("is truncated")
          .hasMessageMatching(".*at byte \\d+.*");
    }
  }

  @Test
  void refusesAChunkWhoseChecksumIsWrong() {
    byte[] recording = writer().beginChunk().message(1, 1, data("x")).endChunk("", 1).finish();
    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("checksum")
        .hasMessageContaining("r.mcap");
  }

  @Test
  void refusesACompressionThatItDoesNotKnow() {
    byte[] recording = writer().beginChunk().message(1, 1, data("x")).endChunk("rar").finish();
    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'rar'; none, lz4 and zstd are known");
  }

  @Test
  void refusesAMessageOfAChannelThatNothingDefines() {
    byte[] recording = writer().message(9, 1, data("x")).finish();
    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("channel 9");
  }

  @Test
  void refusesAFileThatIsNoRecording() {
    assertThatThrownBy(() -> read(data("this is a text, not a recording")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("must begin with the bytes 894d434150300d0a");
  }

  /** A chunk of a few bytes that claims to unpack to 120 MiB must not have them allocated. */
  @Test
  void aChunkCostsWhatItHoldsAndNotWhatItClaims() throws Exception {
    byte[] stored = Zstd.compress(new byte[] {1, 2, 3});
    byte[] compression = "zstd".getBytes(StandardCharsets.UTF_8);
    ByteBuffer chunk =
        ByteBuffer.allocate(40 + compression.length + stored.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(1)
            .putLong(2)
            .putLong(120L << 20)
            .putInt(0)
            .putInt(compression.length)
            .put(compression)
            .putLong(stored.length)
            .put(stored);
    byte[] recording = writer().record(0x06, chunk.array()).finish();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> read(recording))
        .withMessageContaining("claims 125829120 bytes uncompressed but holds 3");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
  }
}
