package io.widthwise.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CameraPacerTest {
  private static long admitted(CameraPacer pacer, LongStream arrivalsMillis) {
    return arrivalsMillis.filter(millis -> pacer.admits("door", millis)).count();
  }

  @Test
  void admitsTheBurstAndThenTheRate() {
    CameraPacer pacer = new CameraPacer(new CameraPace(10, 5));
    assertThat(admitted(pacer, LongStream.range(0, 10_000))).isBetween(104L, 105L);
  }

  @Test
  void admitsASteadyCameraAtItsRateWithoutABurst() {
    CameraPacer pacer = new CameraPacer(new CameraPace(10, 1));
    assertThat(admitted(pacer, LongStream.range(0, 100).map(i -> i * 100))).isEqualTo(100);
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    CameraPacer pacer = new CameraPacer(new CameraPace(10, 3));
    pacer.admits("door", 0);
    assertThat(admitted(pacer, LongStream.generate(() -> 3_600_000).limit(10))).isEqualTo(3);
  }

  @Test
  void isNotFooledByTimeThatGoesBack() {
    CameraPacer pacer = new CameraPacer(new CameraPace(10, 1));
    assertThat(pacer.admits("door", 1_000)).isTrue();
    assertThat(pacer.admits("door", 0)).isFalse();
    assertThat(pacer.admits("door", 1_050)).isFalse();
    assertThat(pacer.admits("door", 1_100)).isTrue();
  }

  @Test
  void admitsEverythingWithoutALimit() {
    CameraPacer pacer = new CameraPacer(CameraPace.UNLIMITED);
    assertThat(admitted(pacer, LongStream.generate(() -> 0).limit(1_000))).isEqualTo(1_000);
  }
}
