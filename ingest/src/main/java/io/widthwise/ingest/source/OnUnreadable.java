package io.widthwise.ingest.source;

/** What a recording does with a picture in it that is not a whole JPEG or PNG. */
public enum OnUnreadable {
  /** End with an error that names the file. */
  FAIL,
  /** Send its bytes as they are, so that the pipeline's quarantine takes them. */
  SEND_AS_IS
}
