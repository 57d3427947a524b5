package io.widthwise.schemas.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class QuarantineNoteTest {

  @Test
  void saysWhyAndWhereFrom() {
    QuarantineNote note =
        new QuarantineNote(
            QuarantineCode.INVALID_IMAGE,
            "the JPEG is truncated",
            "widthwise.frames.raw",
            3,
            1L << 40,
            "java.io.EOFException");
    assertThat(note.headers())
        .containsExactly(
            entry("quarantine.code", "INVALID_IMAGE"),
            entry("quarantine.reason", "the JPEG is truncated"),
            entry("quarantine.topic", "widthwise.frames.raw"),
            entry("quarantine.partition", "3"),
            entry("quarantine.offset", "1099511627776"),
            entry("quarantine.exception", "java.io.EOFException"));
  }

  @Test
  void leavesOutTheExceptionWhereNoneTold() {
    QuarantineNote note =
        new QuarantineNote(QuarantineCode.OVER_LIMIT, "too large", "frames", 0, 0, "");
    assertThat(note.headers()).hasSize(5).doesNotContainKey(QuarantineNote.EXCEPTION);
  }

  @Test
  void namesTheMissingPart() {
    assertThatNullPointerException()
        .isThrownBy(() -> new QuarantineNote(QuarantineCode.OVER_LIMIT, null, "frames", 0, 0, ""))
        .withMessage("reason");
  }
}
