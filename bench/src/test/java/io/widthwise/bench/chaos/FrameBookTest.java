package io.widthwise.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameBookTest {
  private final FrameBook book = new FrameBook();

  @Test
  void aFrameThatWentAllTheWayIsNotLost() {
    book.published("steady-0/1/1000");
    book.admitted("steady-0/1/1000");
    book.settled("steady-0/1/1000", true);
    assertThat(book.totals()).isEqualTo(new FrameBook.Totals(1, 1, 0, 0));
  }

  @Test
  void anAdmittedFrameWithoutAnOutcomeIsLost() {
    book.admitted("steady-0/1/1000");
    assertThat(book.totals().lost()).isEqualTo(1);
    assertThat(book.lostUpTo(1000)).containsExactly("steady-0/1/1000");
    assertThat(book.lostUpTo(999)).isEmpty();
  }

  @Test
  void aPublishedFrameThatIsNeitherAdmittedNorQuarantinedIsLost() {
    book.published("steady-0/1/1000");
    book.published("steady-0/2/2000");
    book.refused("steady-0/2/2000");
    assertThat(book.lostUpTo(Long.MAX_VALUE)).containsExactly("steady-0/1/1000");
  }

  @Test
  void anAdmittedFrameInQuarantineStillOwesAnOutcome() {
    book.admitted("steady-0/1/1000");
    book.refused("steady-0/1/1000");
    assertThat(book.totals().lost()).isEqualTo(1);
  }

  @Test
  void everyOutcomeBeyondTheFirstIsARepeat() {
    for (int i = 0; i < 3; i++) {
      book.settled("steady-0/1/1000", true);
    }
    assertThat(book.totals().repeats()).isEqualTo(2);
  }

  @Test
  void recoveryLooksAtTheCamerasThatSendAllTheTimeOnly() {
    book.admitted("burst-0/1/3000");
    book.admitted("steady-0/2/2000");
    book.admitted("steady-0/1/1000");
    book.settled("steady-0/2/2000", true);
    assertThat(book.steadySince(1000))
        .containsExactly(new Recovery.Served(1000, false), new Recovery.Served(2000, true));
  }
}
