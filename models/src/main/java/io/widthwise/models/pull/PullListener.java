package io.widthwise.models.pull;

import java.time.Duration;
import java.util.OptionalLong;

/** Hears how a pull goes. */
public interface PullListener {
  /** Nobody listens. */
  PullListener NONE = new PullListener() {};

  /** The file is here already, whole and checked. */
  default void present(PinnedFile file) {}

  /** Bytes begin to arrive, after so many that were here already. */
  default void arriving(PinnedFile file, long from, OptionalLong total) {}

  /** So many of the file's bytes are here. */
  default void arrived(PinnedFile file, long bytes) {}

  /** Another try follows after a pause. */
  default void retrying(PinnedFile file, String fault, Duration pause) {}

  /** What was here is thrown away, since it turned out to be of no use. */
  default void discarded(PinnedFile file, String fault) {}

  /** The file is here, whole and checked. */
  default void done(PinnedFile file) {}
}
