package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.TraceSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/** The generators by their names in options: {@value #POSSIBLE}. */
public final class Generators {
  /** What {@link #parse} understands. */
  public static final String POSSIBLE =
      "poisson, gamma:CV2, mmpp[:RATIO], cameras[:COUNT], steps, flash[:HEIGHT], two-slo";

  /** One of each. */
  public static final List<String> ALL =
      List.of("poisson", "gamma:4", "mmpp", "cameras", "steps", "flash", "two-slo");

  private Generators() {}

  /** True if {@code text} begins with the name of a generator. */
  public static boolean isName(String text) {
    String name = name(text);
    return ALL.stream().anyMatch(each -> name(each).equals(name));
  }

  /**
   * Returns the source of {@code frames} frames that {@code text} names.
   *
   * @throws IllegalArgumentException if there is no such generator
   */
  public static TraceSource parse(String text, int frames, long seed) {
    TraceGenerator generator = generator(text);
    return new TraceSource(
        text,
        deadline -> new Trace(text, generator.draw(frames, new SplittableRandom(seed), deadline)));
  }

  private static TraceGenerator generator(String text) {
    return switch (name(text)) {
      case "poisson" -> withoutNumber(text, new PoissonArrivals());
      case "gamma" -> withNumber(text, Double.NaN, GammaArrivals::new);
      case "mmpp" ->
          withNumber(text, MarkovModulatedArrivals.USUAL_RATIO, MarkovModulatedArrivals::new);
      case "cameras" ->
          withNumber(text, CameraFleet.USUAL_PLACES, count -> new CameraFleet(whole(text, count)));
      case "steps" -> withoutNumber(text, new StepLoad());
      case "flash" -> withNumber(text, FlashCrowd.USUAL_HEIGHT, FlashCrowd::new);
      case "two-slo" -> withoutNumber(text, new TwoObjectives());
      default -> throw unknown(text);
    };
  }

  private static String name(String text) {
    int colon = text.indexOf(':');
    return (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private static TraceGenerator withoutNumber(String text, TraceGenerator generator) {
    if (text.indexOf(':') >= 0) {
      throw unknown(text);
    }
    return generator;
  }

  private static TraceGenerator withNumber(
      String text, double usual, DoubleFunction<TraceGenerator> generator) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      if (Double.isNaN(usual)) {
        throw unknown(text);
      }
      return generator.apply(usual);
    }
    double number;
    try {
      number = Double.parseDouble(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    return generator.apply(number);
  }

  private static int whole(String text, double number) {
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw unknown(text);
    }
    return (int) number;
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "no trace generator is called '%s'; possible are %s".formatted(text, POSSIBLE));
  }
}
