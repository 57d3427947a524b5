package io.widthwise.access;

import java.util.Locale;

/** What a process does in the pipeline, and so what its principal may do on the broker. */
public enum Role {
  /** Sends frames of one camera to that camera's own topic. */
  CAMERA,
  /** Sends frames of any camera to the shared topic: a gateway that is trusted to name cameras. */
  PUBLISHER,
  /** Checks raw frames and passes them on. */
  ADMISSION,
  /** Classifies. */
  JOB,
  /** Reads results. */
  CONSUMER,
  /** Shows results, frames and quarantine, and keeps what it counts in topics of its own. */
  CONSOLE,
  /** Creates topics, grants access, looks at everything. */
  OPERATOR;

  /** As it is written on the command line and in file names. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
