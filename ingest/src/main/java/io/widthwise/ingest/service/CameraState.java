package io.widthwise.ingest.service;

import java.util.Locale;

/** Where a camera is in its life. */
public enum CameraState {
  /** Being connected to, or waiting for the first frame. */
  CONNECTING,
  /** Frames come. */
  STREAMING,
  /** Lost; waits before the next attempt. */
  BACKING_OFF,
  /** Given up, until its configuration changes. */
  FAILED,
  /** A recording that has been sent whole. */
  ENDED;

  /** As it is written in the status and in metrics. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
