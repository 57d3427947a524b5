package io.widthwise.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.bench.traffic.Sender;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
  private final List<Sender> senders = new SoakPlan(600, 100).senders();

  @Test
  void withoutBurstsItSendsAtTheMeanRate() {
    double frames =
        senders.stream()
            .filter(sender -> !sender.camera().startsWith("burst"))
            .mapToDouble(SoakPlanTest::frames)
            .sum();

    assertThat(frames / 600).isCloseTo(100, within(2.0));
  }

  @Test
  void camerasComeAndGoWithinTheTime() {
    assertThat(senders).filteredOn(sender -> sender.camera().startsWith("passing")).hasSize(20);
    assertThat(senders)
        .allSatisfy(sender -> assertThat(sender.toSeconds()).isLessThanOrEqualTo(600));
  }

  private static double frames(Sender sender) {
    return sender.framesPerSecond() * (sender.toSeconds() - sender.fromSeconds());
  }
}
