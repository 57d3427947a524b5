package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {
  @TempDir Path directory;

  @Test
  void comesBackAsItWasWritten() {
    StackState state =
        new StackState(
            "127.0.0.1:9092",
            "http://127.0.0.1:8081",
            "widthwise.",
            List.of(StackState.Entry.ofThisJvm("supervisor")));

    assertThat(StackState.read(directory)).isEmpty();
    state.write(directory);
    assertThat(StackState.read(directory)).contains(state);
    StackState.delete(directory);
    assertThat(StackState.read(directory)).isEmpty();
  }

  @Test
  void findsAProcessOnlyIfItIsStillTheSameOne() {
    StackState.Entry self = StackState.Entry.ofThisJvm("self");
    StackState.Entry successor =
        new StackState.Entry("other", self.pid(), self.startedAtMillis() - 60_000);

    assertThat(self.find()).contains(ProcessHandle.current());
    assertThat(successor.find()).isEmpty();
  }

  @Test
  void saysWhatToDoAboutADamagedFile() throws Exception {
    Files.writeString(directory.resolve(StackState.FILE), "{");
    assertThatThrownBy(() -> StackState.read(directory))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("stack.json is damaged")
        .hasMessageContaining("delete it");
  }
}
