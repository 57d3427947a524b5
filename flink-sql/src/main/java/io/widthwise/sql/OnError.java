package io.widthwise.sql;

/** What becomes of a row whose picture is none. */
enum OnError {
  /** The query fails. */
  FAIL,
  /** The outputs are NULL, but for {@code error}, which says why. */
  NULL;

  /** As it is written in SQL. */
  @Override
  public String toString() {
    return this == FAIL ? "fail" : "null";
  }
}
