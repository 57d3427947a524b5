package io.widthwise.models.importing;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How networks become a bundle.
 *
 * @param name what the ladder recognises
 * @param release name of the release; if empty, a short hash of the bundle's content
 * @param precisions arithmetics to write of each network, at least one
 * @param resize what part of a picture goes into the networks
 * @param force whether to write into a directory that has files already
 */
public record ImportOptions(
    String name,
    Optional<String> release,
    Set<Precision> precisions,
    Resize resize,
    boolean force) {
  /** The most accurate of those measured on photographs; see the module's README. */
  private static final Resize MOST_ACCURATE = new Resize(Fit.CENTRE_CROP, 0.875);

  /** ImageNet, both precisions, the most accurate resize, only into an empty directory. */
  public static final ImportOptions DEFAULT =
      new ImportOptions(
          "imagenet", Optional.empty(), EnumSet.allOf(Precision.class), MOST_ACCURATE, false);

  public ImportOptions {
    if (precisions.isEmpty()) {
      throw new IllegalArgumentException("precisions must hold at least one");
    }
    precisions = Collections.unmodifiableSet(EnumSet.copyOf(precisions));
  }

  /** Returns the same for a directory that may have files already. */
  public ImportOptions forced() {
    return new ImportOptions(name, release, precisions, resize, true);
  }
}
