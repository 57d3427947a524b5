package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void findsTheSentenceAtTheBottomOfATrace() {
    String trace =
        """
        org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute application.
        \tat org.apache.flink.Handler.handle(Handler.java:1)
        Caused by: java.util.concurrent.CompletionException: wrapped
        Caused by: java.lang.IllegalArgumentException: the folder /models holds no ladder.json
        \tat io.widthwise.job.ClassifyJob.main(ClassifyJob.java:2)
        """;
    assertThat(RootCause.of(trace)).isEqualTo("the folder /models holds no ladder.json");
  }

  @Test
  void keepsTextThatIsNoTrace() {
    assertThat(RootCause.of("Jar does not exist: a.jar")).isEqualTo("Jar does not exist: a.jar");
  }
}
