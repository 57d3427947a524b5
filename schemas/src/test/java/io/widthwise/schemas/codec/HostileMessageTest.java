package io.widthwise.schemas.codec;

import static io.widthwise.schemas.codec.Resources.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.widthwise.schemas.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Anyone can write to the raw topic: no message may cost memory, time or another exception. */
class HostileMessageTest {
  private static final long TWO_GIB = 1L << 31;

  /** A decode of nothing allocates a few kilobytes; the claims below are for gigabytes. */
  private static final long FAIR_ALLOCATION_BYTES = 4L << 20;

  private static final List<SingleObjectCodec<?>> CODECS =
      List.of(Codecs.frame(), Codecs.frameResult(), Codecs.modelRelease());

  static Stream<Arguments> claims() {
    Stream.Builder<Arguments> claims = Stream.builder();
    for (long length :
        new long[] {
          1L << 20,
          TWO_GIB - 9,
          TWO_GIB - 8,
          TWO_GIB - 1,
          TWO_GIB,
          1L << 32,
          Long.MAX_VALUE,
          -1,
          -TWO_GIB,
          Long.MIN_VALUE
        }) {
      claims.add(claim("frame id of " + length, out -> out.writeLong(length)));
      claims.add(claim("payload of " + length, out -> payloadOf(out, length)));
      claims.add(claim("attributes of " + length, out -> attributesOf(out, length)));
      claims.add(
          claim(
              "sized attributes of " + length,
              out -> {
                attributesOf(out, -length);
                out.writeLong(4);
              }));
      claims.add(
          claim(
              "second block of attributes of " + length,
              out -> {
                attributesOf(out, 1);
                out.writeString("key");
                out.writeString("value");
                out.writeLong(length);
              }));
    }
    return claims.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  void aClaimOfMoreThanThereIsIsRefusedBeforeItIsAllocated(String name, byte[] message) {
    SingleObjectCodec<Frame> codec = Codecs.frame();
    long before = allocatedBytes();
    assertThatExceptionOfType(UndecodableMessageException.class)
        .isThrownBy(() -> codec.decode(message))
        .withMessageContaining("io.widthwise.schemas.Frame");
    assertThat(allocatedBytes() - before).isLessThan(FAIR_ALLOCATION_BYTES);
  }

  @Test
  void topKClaimsAreRefusedBeforeTheyAreAllocated() {
    byte[] golden = golden("FrameResult.v1");
    int topK = indexOf(golden, new byte[] {4, (byte) 0xb2, 4, 10, 't', 'a', 'b', 'b', 'y'});
    for (long count : new long[] {1L << 20, TWO_GIB - 9, TWO_GIB, Long.MAX_VALUE, -TWO_GIB}) {
      byte[] message =
          written(
              out -> {
                out.writeFixed(golden, 0, topK);
                out.writeLong(count);
                out.writeFixed(golden, topK + 1, golden.length - topK - 1);
              });
      long before = allocatedBytes();
      assertThatExceptionOfType(UndecodableMessageException.class)
          .as("count %d", count)
          .isThrownBy(() -> Codecs.frameResult().decode(message));
      assertThat(allocatedBytes() - before).isLessThan(FAIR_ALLOCATION_BYTES);
    }
  }

  /** The largest message that topics take, made of the dearest things to read. */
  @Test
  void fullMessagesOfTinyEntriesDecodeAtOnce() {
    int entries = 700_000;
    byte[] oneBlock =
        frame(
            out -> {
              attributesOf(out, entries);
              for (int i = 0; i < entries; i++) {
                tinyEntry(out, i);
              }
              out.writeLong(0);
            });
    byte[] manyBlocks =
        frame(
            out -> {
              attributesOf(out, 1);
              for (int i = 0; i < entries; i++) {
                tinyEntry(out, i);
                out.writeLong(i + 1 < entries ? 1 : 0);
              }
            });
    for (byte[] message : List.of(oneBlock, manyBlocks)) {
      Frame frame =
          assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Codecs.frame().decode(message));
      assertThat(frame.getAttributes()).hasSize(entries);
    }
  }

  @Test
  void longStringsDecode() throws Exception {
    byte[] message =
        frame(
            out -> {
              attributesOf(out, 1);
              out.writeString("é".repeat(1_000_000));
              out.writeString("x".repeat(2_000_000));
              out.writeLong(0);
            });
    assertThat(Codecs.frame().decode(message).getAttributes()).containsValue("x".repeat(2_000_000));
  }

  @Property(tries = 20_000)
  void changedMessagesDecodeOrAreUndecodable(@ForAll("changed") byte[] message) {
    CODECS.forEach(codec -> decodeOrRefuse(codec, message));
  }

  @Property(tries = 20_000)
  void arbitraryBodiesDecodeOrAreUndecodable(@ForAll("bodies") byte[] message) {
    CODECS.forEach(codec -> decodeOrRefuse(codec, message));
  }

  private static void decodeOrRefuse(SingleObjectCodec<?> codec, byte[] message) {
    try {
      codec.decode(message);
    } catch (UndecodableMessageException expected) {
      assertThat(expected).message().isNotBlank();
    }
  }

  @Provide
  Arbitrary<byte[]> changed() {
    Arbitrary<byte[]> splice = Arbitraries.bytes().array(byte[].class).ofMaxSize(10);
    return Combinators.combine(
            goldenMessages(), Arbitraries.integers().between(10, 400), splice, removed())
        .as(HostileMessageTest::spliced);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    Arbitrary<byte[]> body = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    return Combinators.combine(goldenMessages(), body)
        .as((message, bytes) -> spliced(message, 10, bytes, message.length));
  }

  private static Arbitrary<byte[]> goldenMessages() {
    return Arbitraries.of(
            Set.of(
                "Frame.v0",
                "Frame.v1",
                "FrameResult.v0",
                "FrameResult.v1",
                "ModelRelease.v0",
                "ModelRelease.v1"))
        .map(Resources::golden);
  }

  private static Arbitrary<Integer> removed() {
    return Arbitraries.integers().between(0, 12);
  }

  private static byte[] spliced(byte[] message, int at, byte[] inserted, int removed) {
    int from = Math.min(at, message.length);
    int to = Math.min(from + removed, message.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(message, 0, from);
    out.writeBytes(inserted);
    out.write(message, to, message.length - to);
    return out.toByteArray();
  }

  @FunctionalInterface
  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }

  private static Arguments claim(String name, Body body) {
    return Arguments.of(name, frame(body));
  }

  private static byte[] frame(Body body) {
    return written(
        out -> {
          out.writeFixed(golden("Frame.v1"), 0, 10);
          body.write(out);
        });
  }

  private static byte[] written(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      body.write(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A frame body up to the length of its payload, which lies. */
  private static void payloadOf(BinaryEncoder out, long length) throws IOException {
    out.writeString("yard/7/0");
    out.writeString("yard");
    out.writeLong(7);
    out.writeLong(0);
    out.writeEnum(0);
    out.writeInt(2);
    out.writeInt(1);
    out.writeLong(length);
    out.writeFixed("picture".getBytes(StandardCharsets.US_ASCII));
  }

  /** A frame body up to the count of its attributes. */
  private static void attributesOf(BinaryEncoder out, long count) throws IOException {
    payloadOf(out, 7);
    out.writeIndex(0);
    out.writeInt(0);
    out.writeLong(count);
  }

  private static void tinyEntry(BinaryEncoder out, int i) throws IOException {
    out.writeString(Integer.toString(i, 36));
    out.writeString("");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("the part is not there");
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
