package io.widthwise.inference.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Arithmetic of a variant's graph. */
public enum Precision {
  /** Eight-bit integers (uint8 activations, int8 weights). */
  @JsonProperty("int8")
  INT8("int8"),
  /** 32-bit floating point. */
  @JsonProperty("fp32")
  FP32("fp32");

  private final String text;

  Precision(String text) {
    this.text = text;
  }

  /** Returns the precision as manifests and results write it, for example {@code int8}. */
  public String text() {
    return text;
  }
}
