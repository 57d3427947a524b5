package io.widthwise.job;

import io.widthwise.schemas.Frame;

/**
 * Tells which frames have their decision explained: a share of them, drawn by frame id, so that a
 * frame that is served again after a restart is explained again and every task agrees.
 */
final class ExplainedFrames {
  private static final double HASHES = 1L << Integer.SIZE;

  private final long bound;

  /**
   * @param share of the frames, 0 to 1
   */
  ExplainedFrames(double share) {
    this.bound = Math.round(share * HASHES);
  }

  boolean includes(Frame frame) {
    return bound > 0 && Integer.toUnsignedLong(mixed(frame.getFrameId().hashCode())) < bound;
  }

  /**
   * Ids of one camera differ in few places, and so do their hash codes: spreads them over all 32
   * bits (the finaliser of MurmurHash3).
   */
  private static int mixed(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
