package io.widthwise.inference.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a picture of any shape becomes a square. */
public enum Fit {
  /** The central share of both sides, stretched to the square; the aspect ratio is lost. */
  @JsonProperty("stretch")
  STRETCH,
  /** The largest central square, or a share of it; what lies outside is not seen. */
  @JsonProperty("centre-crop")
  CENTRE_CROP
}
