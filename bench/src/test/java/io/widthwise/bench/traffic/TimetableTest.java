package io.widthwise.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.traffic.Timetable.Departure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
  @Test
  void everySenderSendsAtItsRateWhileItIsThere() {
    List<Departure> departures =
        all(List.of(new Sender("stays", 10, 0, 20), new Sender("passes", 50, 5, 7)));

    assertThat(departures).filteredOn(each -> each.sender().camera().equals("stays")).hasSize(200);
    assertThat(departures)
        .filteredOn(each -> each.sender().camera().equals("passes"))
        .hasSize(100)
        .allSatisfy(each -> assertThat(each.dueMicros()).isBetween(5_000_000L, 7_000_000L));
    assertThat(departures).extracting(Departure::dueMicros).isSorted();
  }

  @Test
  void theSeedDecidesHowTheyInterleave() {
    List<Sender> senders = List.of(new Sender("a", 10, 0, 2), new Sender("b", 10, 0, 2));

    assertThat(all(senders)).isEqualTo(all(senders));
  }

  private static List<Departure> all(List<Sender> senders) {
    List<Departure> departures = new ArrayList<>();
    new Timetable(senders, 1).forEachRemaining(departures::add);
    return departures;
  }
}
