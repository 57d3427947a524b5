package io.widthwise.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCsvTest {
  @TempDir private Path folder;

  @Test
  void readsColumnsInAnyOrder() throws IOException {
    Trace trace = read("priority,budget_ms,camera,arrival_ms\n2,40.5,dock,10\n,,gate,12.25\n");
    assertThat(trace.name()).isEqualTo("trace.csv");
    assertThat(trace.arrivals())
        .containsExactly(new Arrival(10, "dock", 40.5, 2), new Arrival(12.25, "gate", 0, 0));
  }

  @Test
  void dealsFramesOfNoCameraTo16InTurns() throws IOException {
    StringBuilder text = new StringBuilder("arrival_ms\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append('\n');
    }
    Trace trace = read(text.toString());
    assertThat(trace.arrivals().stream().map(Arrival::camera).distinct()).hasSize(16);
    assertThat(trace.arrivals().get(16).camera()).isEqualTo(trace.arrivals().get(0).camera());
  }

  @Test
  void putsArrivalsInOrder() throws IOException {
    assertThat(read("arrival_ms,camera\n7,late\n1,early\n3,middle\n").arrivals())
        .extracting(Arrival::camera)
        .containsExactly("early", "middle", "late");
  }

  @Test
  void namesLineAndColumnOfAFault() {
    assertFault("arrival_ms\n1\nsoon\n", "trace.csv", "line 3, column arrival_ms", "'soon'");
    assertFault("arrival_ms\n1\n-2\n", "line 3, column arrival_ms", "milliseconds, 0 or more");
    assertFault("arrival_ms,camera\n1,a\n,b\n", "line 3, column arrival_ms", "is empty");
    assertFault("arrival_ms,budget_ms\n1,5\n2,0\n", "line 3, column budget_ms", "leave it empty");
    assertFault("arrival_ms,budget_ms\n1,NaN\n2,9\n", "line 2, column budget_ms", "'NaN'");
    assertFault("arrival_ms,priority\n1,1.5\n2,9\n", "line 2, column priority", "whole number");
  }

  @Test
  void refusesAHeaderThatItWouldMisread() {
    assertFault("time\n1\n2\n", "column arrival_ms", "is missing");
    assertFault("", "column arrival_ms", "is missing");
    assertFault("arrival_ms,buget_ms\n1,2\n2,3\n", "column buget_ms", "is none of", "rename it");
  }

  @Test
  void refusesRowsOfTooManyCells() {
    assertFault("arrival_ms\n1\n2,3\n", "line 3", "as many cells as the header");
  }

  @Test
  void refusesWhatHasNoRate() {
    assertFault("arrival_ms\n", "needs at least two");
    assertFault("arrival_ms\n5\n5\n", "all frames arrive at once");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> TraceCsv.read(folder.resolve("none.csv")))
        .isInstanceOf(InvalidTraceException.class)
        .hasMessageContaining("none.csv does not exist; give a CSV file");
  }

  private void assertFault(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .as(text)
        .isInstanceOf(InvalidTraceException.class)
        .message()
        .contains(parts);
  }

  private Trace read(String text) throws IOException {
    return TraceCsv.read(Files.writeString(folder.resolve("trace.csv"), text));
  }
}
