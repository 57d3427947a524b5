package io.widthwise.bench.fuzz;

import java.util.List;

/** Something that reads bytes of strangers. */
interface FuzzTarget extends AutoCloseable {
  /** Sound inputs that cases are made of. */
  List<byte[]> seeds();

  /** Words and markers of the format. */
  List<byte[]> dictionary();

  /** Makes checksums right again where the format has them, so that damage gets past them. */
  default void repair(byte[] bytes) {}

  /**
   * Reads one input.
   *
   * @return that it was accepted, or why not
   * @throws Exception where the reader throws what its contract does not name
   */
  Verdict read(byte[] bytes) throws Exception;

  /** Most that reading one input may allocate on the heap, bytes. */
  long maxAllocatedBytes();

  @Override
  default void close() throws Exception {}
}
