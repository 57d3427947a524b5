package io.widthwise.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcStatusTest {
  @Test
  void readsWhatTheKernelWrites() throws IOException {
    ProcStatus status =
        ProcStatus.parse(
            List.of(
                "Name:\tjava",
                "VmRSS:\t  286720 kB",
                "RssAnon:\t  204800 kB",
                "RssFile:\t   81920 kB",
                "Threads:\t63"),
            115);

    assertThat(status).isEqualTo(new ProcStatus(280L << 20, 200L << 20, 63, 115));
  }

  @Test
  void aProcessThatHasEndedTellsNoMemory() {
    assertThatThrownBy(() -> ProcStatus.parse(List.of("Name:\tjava", "State:\tZ (zombie)"), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("VmRSS");
  }

  @Test
  void thisProcessHasMemoryThreadsAndFiles() throws IOException {
    ProcStatus status = ProcStatus.read(ProcessHandle.current().pid());

    assertThat(status.residentBytes()).isGreaterThanOrEqualTo(status.anonymousBytes());
    assertThat(status.anonymousBytes()).isPositive();
    assertThat(status.threads()).isPositive();
    assertThat(status.openFiles()).isPositive();
  }
}
