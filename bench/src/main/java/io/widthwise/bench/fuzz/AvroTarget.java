package io.widthwise.bench.fuzz;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** The codecs of all topics, each fed with the messages of all. */
final class AvroTarget implements FuzzTarget {
  /** A message of a mebibyte, of which each byte may become an entry of its own. */
  static final long MAX_ALLOCATED = 128L << 20;

  /**
   * Avro's variable-length numbers at their edges: 0, -1, 2^20, 2^31 - 1, 2^31, 2^63 - 1, -2^63.
   */
  static final List<byte[]> NUMBERS =
      List.of(
          new byte[] {0},
          new byte[] {1},
          new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 1},
          new byte[] {-2, -1, -1, -1, 0x0F},
          new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10},
          new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
          new byte[] {(byte) 0xC3, 1});

  private static final int MESSAGES_OF_EACH = 4;

  private final List<SingleObjectCodec<?>> codecs =
      List.of(Codecs.frame(), Codecs.frameResult(), Codecs.modelRelease());
  private final List<byte[]> seeds = new ArrayList<>(EnvelopeSeeds.frames());

  AvroTarget() throws IOException {
    addRandom(Codecs.frameResult(), FrameResult.getClassSchema());
    addRandom(Codecs.modelRelease(), ModelRelease.getClassSchema());
  }

  /** Bodies of random data behind the header that {@code codec} writes. */
  private <T extends SpecificRecordBase> void addRandom(SingleObjectCodec<T> codec, Schema schema)
      throws IOException {
    SplittableRandom random = new SplittableRandom(schema.getFullName().hashCode());
    for (int i = 0; i < MESSAGES_OF_EACH; i++) {
      seeds.add(RandomMessage.of(schema, random.nextLong()));
    }
    try {
      codec.decode(seeds.get(seeds.size() - 1));
    } catch (UndecodableMessageException e) {
      throw new IOException("a message made of random data must be readable", e);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<byte[]> dictionary() {
    return NUMBERS;
  }

  @Override
  public Verdict read(byte[] bytes) {
    Verdict verdict = Verdict.UNDECODABLE_ENVELOPE;
    for (SingleObjectCodec<?> codec : codecs) {
      try {
        codec.decode(bytes);
        verdict = Verdict.ACCEPTED;
      } catch (UndecodableMessageException refused) {
        if (refused.getMessage().isBlank()) {
          throw new IllegalStateException("a message is refused without a reason", refused);
        }
      }
    }
    return verdict;
  }

  @Override
  public long maxAllocatedBytes() {
    return MAX_ALLOCATED;
  }
}
