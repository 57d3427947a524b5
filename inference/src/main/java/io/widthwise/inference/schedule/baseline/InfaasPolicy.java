package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;

/**
 * INFaaS's choice of model-variants: a monitor looks at the load at intervals and moves to a
 * variant that carries it within the objective (Romero et al., "INFaaS: Automated Model-less
 * Inference Serving", USENIX ATC 2021).
 *
 * <p>Once an interval, with load lambda (frames a second in the last interval), s the expected
 * service time of a variant and rho = lambda s, the most accurate variant is taken for which
 *
 * <pre>
 *   rho &lt;= 0.95     and     rho s / (2 (1 - rho)) + s &lt;= objective - margin
 * </pre>
 *
 * else the narrowest. The first is INFaaS's comparison of load with a variant's capacity, with its
 * headroom of 5 % on CPUs; the left side of the second is the mean latency of a queue M/D/1.
 * Between two looks, every frame is served with that variant.
 *
 * <p>State: the variant, and the load observed. Assumes one objective for all frames: the budget
 * that nearly all of them came with lately.
 *
 * <p>Departures from the paper:
 *
 * <ul>
 *   <li>INFaaS meets an accuracy and an objective at least cost, adds replicas and moves between
 *       kinds of hardware. One lane is one machine of fixed cost, so what remains is the move
 *       between variants, and the aim is accuracy.
 *   <li>INFaaS waits for some ten intervals before it releases capacity. Here it takes the wider
 *       variant at the next look, which can only help its accuracy.
 *   <li>Queueing is forecast instead of found out by violations of the objective.
 *   <li>The monitor's interval is one second.
 * </ul>
 */
public final class InfaasPolicy implements VariantPolicy {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final double HEADROOM = 0.95;

  private final Candidates candidates;
  private final ObservedLoad load = new ObservedLoad(INTERVAL);
  private int variant;

  /**
   * @param margin how long before its deadline a frame should be done
   */
  public InfaasPolicy(Duration margin) {
    this.candidates = new Candidates(margin);
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    if (load.observe(waiting, nowMicros)) {
      variant = mostAccurateThatCarriesTheLoad(times, waiting.get(0));
    }
    if (candidates.collect(waiting, times, variant, nowMicros, plan)) {
      plan.serve(candidates.index(0), variant);
    }
    load.decided(waiting, plan);
  }

  /** Variant that frames are served with until the next look. */
  int variant() {
    return variant;
  }

  private int mostAccurateThatCarriesTheLoad(ServiceTimes times, QueuedFrame<?> typical) {
    long objectiveMicros = load.budgetMicros() - candidates.marginMicros();
    for (int wider = times.variants() - 1; wider > 0; wider--) {
      double serviceMicros = times.expectMicros(wider, typical);
      double utilisation = load.perSecond() * serviceMicros / 1e6;
      if (utilisation <= HEADROOM
          && meanLatencyMicros(serviceMicros, utilisation) <= objectiveMicros) {
        return wider;
      }
    }
    return 0;
  }

  private static double meanLatencyMicros(double serviceMicros, double utilisation) {
    return utilisation * serviceMicros / (2 * (1 - utilisation)) + serviceMicros;
  }
}
