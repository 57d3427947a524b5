package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsCsvTest {
  @TempDir private Path folder;

  @Test
  void readsTimesAndPassesOverOtherColumns() throws IOException {
    Trace trace = read("arrival_ms,other\n0.000,a\n4314.579,b\n\n");
    assertThat(trace.arrivals()).extracting(Arrival::arrivalMillis).containsExactly(0.0, 4314.579);
    assertThat(trace.name()).isEqualTo("trace.csv");
  }

  @Test
  void saysWhichLineIsNoNumber() {
    assertThatThrownBy(() -> read("arrival_ms\n0\nsoon\n"))
        .hasMessageContaining("line 3")
        .hasMessageContaining("'soon'");
  }

  @Test
  void refusesWhatIsNoTrace() {
    assertThatThrownBy(() -> read("time\n0\n1\n")).hasMessageContaining("arrival_ms");
    assertThatThrownBy(() -> read("")).hasMessageContaining("arrival_ms");
    assertThatThrownBy(() -> new ArrivalsCsv(folder.resolve("none.csv")).read())
        .hasMessageContaining("is no file");
  }

  private Trace read(String text) throws IOException {
    return new ArrivalsCsv(Files.writeString(folder.resolve("trace.csv"), text)).read();
  }
}
