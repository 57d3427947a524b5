package io.widthwise.bench.traffic;

/** What is wrong with a frame on purpose. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** The picture breaks off, which only decoding it shows. */
  CUT_PICTURE,
  /** The message is no frame at all. */
  NO_FRAME
}
