package io.widthwise.deploy.release;

import io.widthwise.schemas.ReleaseStatus;
import java.util.Locale;

/** One status as one line. */
final class StatusLine {
  private StatusLine() {}

  static String of(ReleaseStatus status) {
    return "%s  lane %d of %d  %s %s%s"
        .formatted(
            status.getChangedTime(),
            status.getLane(),
            status.getLanes(),
            status.getRelease(),
            status.getState().name().toLowerCase(Locale.ROOT),
            status.getReason() == null ? "" : ": " + status.getReason());
  }
}
