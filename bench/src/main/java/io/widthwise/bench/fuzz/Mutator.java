package io.widthwise.bench.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes damaged inputs of sound ones: flipped bits, lost and repeated pieces, pieces of another
 * input, lengths that lie, words of the format where they do not belong. A case is a function of
 * seed and index alone, so it can be made again when its process has died.
 */
final class Mutator {
  private static final int MAX_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 700;
  private static final long[] LENGTHS = {
    0,
    1,
    2,
    3,
    7,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x7FFFFFFFL,
    0x80000000L,
    0xFFFFFFFFL,
    0x7FFFFFFFFFFFFFFFL,
    -1L
  };

  private final FuzzTarget target;
  private final long seed;

  Mutator(FuzzTarget target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Returns case {@code index}, in a fresh array. */
  byte[] make(int index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    List<byte[]> seeds = target.seeds();
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    int changes = 1 + Integer.numberOfTrailingZeros(random.nextInt() | 1 << 5);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes, random);
    }
    if (random.nextInt(4) != 0) {
      target.repair(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return pick(target.seeds(), random).clone();
    }
    return switch (random.nextInt(10)) {
      case 0 -> flipBits(bytes, random);
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> replace(bytes, at(bytes, random), random.nextInt(200), new byte[0]);
      case 3 -> repeat(bytes, random);
      case 4 -> splice(bytes, random);
      case 5, 6 -> overwriteNumber(bytes, random);
      case 7 -> replace(bytes, at(bytes, random), 0, pick(target.dictionary(), random));
      case 8 -> {
        byte[] word = pick(target.dictionary(), random);
        yield replace(bytes, at(bytes, random), word.length, word);
      }
      default -> {
        byte[] noise = new byte[1 + random.nextInt(32)];
        random.nextBytes(noise);
        yield replace(bytes, at(bytes, random), noise.length, noise);
      }
    };
  }

  /** Half the changes go where headers are: they are short and hold what matters. */
  private static int at(byte[] bytes, SplittableRandom random) {
    return random.nextInt(
        random.nextBoolean() ? Math.min(bytes.length, HEADER_BYTES) : bytes.length);
  }

  private static byte[] flipBits(byte[] bytes, SplittableRandom random) {
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      bytes[at(bytes, random)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] repeat(byte[] bytes, SplittableRandom random) {
    int from = at(bytes, random);
    int length = Math.min(bytes.length - from, 1 + random.nextInt(300));
    int times = 1 + (random.nextInt(8) == 0 ? random.nextInt(500) : 0);
    byte[] piece = Arrays.copyOfRange(bytes, from, from + length);
    byte[] pieces = new byte[Math.min(length * times, MAX_BYTES - bytes.length)];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = piece[i % length];
    }
    return replace(bytes, from, 0, pieces);
  }

  private byte[] splice(byte[] bytes, SplittableRandom random) {
    byte[] other = pick(target.seeds(), random);
    int from = random.nextInt(other.length);
    int to = from + random.nextInt(other.length - from + 1);
    return replace(
        bytes, at(bytes, random), random.nextInt(300), Arrays.copyOfRange(other, from, to));
  }

  private static byte[] overwriteNumber(byte[] bytes, SplittableRandom random) {
    int width = 1 << random.nextInt(4);
    boolean bigEndian = random.nextBoolean();
    long value = LENGTHS[random.nextInt(LENGTHS.length)];
    int from = at(bytes, random);
    for (int i = 0; i < width && from + i < bytes.length; i++) {
      int shift = 8 * (bigEndian ? width - 1 - i : i);
      bytes[from + i] = (byte) (value >> shift);
    }
    return bytes;
  }

  private static byte[] replace(byte[] bytes, int from, int removed, byte[] inserted) {
    int rest = Math.min(bytes.length, from + removed);
    if ((long) from + inserted.length + bytes.length - rest > MAX_BYTES) {
      return bytes;
    }
    byte[] result = new byte[from + inserted.length + bytes.length - rest];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(bytes, rest, result, from + inserted.length, bytes.length - rest);
    return result;
  }

  private static byte[] pick(List<byte[]> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }
}
