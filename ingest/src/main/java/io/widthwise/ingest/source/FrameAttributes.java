package io.widthwise.ingest.source;

/** Names of the attributes that sources give to frames. They travel to the result. */
public final class FrameAttributes {

  /** Name of the class that the picture is known to show; only where a source knows the truth. */
  public static final String LABEL = "label";

  private FrameAttributes() {}
}
