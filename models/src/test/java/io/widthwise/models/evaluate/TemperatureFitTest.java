package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureFitTest {
  private static final int CLASSES = 6;

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2.5})
  void findsTheTemperatureThatLogitsWereMultipliedBy(double temperature) {
    ScoredImages images = images(8000, temperature, 1);
    assertThat(TemperatureFit.temperatureOf(images))
        .isCloseTo(temperature, within(0.06 * temperature));
  }

  @Test
  void makesConfidenceWorthWhatItSaysOnOtherImages() {
    TemperatureFit fit =
        TemperatureFit.test(
            TemperatureFit.temperatureOf(images(4000, 2.5, 1)), 4000, images(4000, 2.5, 2));
    assertThat(fit.before().ece()).isGreaterThan(0.1);
    assertThat(fit.after().ece()).isLessThan(0.02);
    assertThat(fit.negativeLogLikelihoodAfter()).isLessThan(fit.negativeLogLikelihoodBefore());
    assertThat(fit.tested()).isEqualTo(4000);
  }

  @Test
  void hasTheSlopeOfTheLikelihood() {
    ScoredImages images = images(50, 1.3, 3);
    double step = 1e-5;
    double numeric =
        (images.negativeLogLikelihood(1 / (0.8 + step))
                - images.negativeLogLikelihood(1 / (0.8 - step)))
            / (2 * step);
    assertThat(images.slope(1 / 0.8)).isCloseTo(numeric, within(1e-5));
  }

  @Test
  void staysWithinBoundsForANetworkThatIsNeverWrong() {
    ScoredImages images = new ScoredImages();
    images.add(FloatBuffer.wrap(new float[] {0.9f, 0.1f, 0}), 0);
    assertThat(TemperatureFit.temperatureOf(images)).isCloseTo(TemperatureFit.LOWEST, within(1e-6));
    images = new ScoredImages();
    images.add(FloatBuffer.wrap(new float[] {0.9f, 0.1f, 0}), 2);
    assertThat(TemperatureFit.temperatureOf(images))
        .isCloseTo(TemperatureFit.HIGHEST, within(1e-6));
  }

  @Test
  void drawsHalvesThatShareNoImageAndFollowNoOrder() {
    Halves halves = Halves.of(1000, 10, 4);
    assertThat(halves.fitting().cardinality()).isEqualTo(500);
    assertThat(halves.testing().cardinality()).isEqualTo(500);
    assertThat(halves.fitting().intersects(halves.testing())).isFalse();
    assertThat(halves.fitting().stream().filter(i -> i % 2 == 0).count()).isBetween(200L, 300L);
    assertThat(halves).isEqualTo(Halves.of(1000, 10, 4));
    assertThat(Halves.of(19, 10, 4).testing().isEmpty()).isTrue();
    assertThat(Halves.of(1_000_000, 1000, 16).testing().cardinality()).isEqualTo(524);
  }

  /** Classes are drawn from softmax(logits), which is told as softmax(temperature * logits). */
  private static ScoredImages images(int count, double temperature, long seed) {
    Random random = new Random(seed);
    ScoredImages images = new ScoredImages();
    for (int i = 0; i < count; i++) {
      double[] logits = random.doubles(CLASSES).map(value -> 4 * value).toArray();
      float[] told = softmax(logits, temperature);
      images.add(FloatBuffer.wrap(told), draw(softmax(logits, 1), random));
    }
    return images;
  }

  private static float[] softmax(double[] logits, double factor) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(factor * logit);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(factor * logits[i]) / sum);
    }
    return probabilities;
  }

  private static int draw(float[] probabilities, Random random) {
    double rest = random.nextDouble();
    int index = 0;
    while (index < probabilities.length - 1 && rest >= probabilities[index]) {
      rest -= probabilities[index++];
    }
    return index;
  }
}
