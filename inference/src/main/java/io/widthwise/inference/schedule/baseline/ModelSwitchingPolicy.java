package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;

/**
 * Model-Switching: the load measured lately chooses the model of greatest effective accuracy, that
 * is accuracy times the chance to meet the deadline (Zhang et al., "Model-Switching: Dealing with
 * Fluctuating Workloads in Machine-Learning-as-a-Service Systems", HotCloud 2020).
 *
 * <p>Once an interval, for each variant of expected service time s and at load lambda, with rho =
 * lambda s and T = budget - margin - s the longest wait that still ends in time,
 *
 * <pre>
 *   P(wait &gt; T) = rho e,   e = exp(-2 (1 - rho) T / s)
 *   missed = (1 - rho) rho e / (1 - rho^2 e),   1/2 s / (s + T) at rho = 1
 *   effective accuracy = accuracy (1 - missed)
 * </pre>
 *
 * The first line is the tail of the wait of a queue M/D/1, taken as exponential of the right mean.
 * The second is the share of lost customers where those are turned away who would wait too long
 * (Barrer, "Queuing with impatient customers and ordered service", Operations Research 5, 1957;
 * Boots and Tijms, Management Science 45, 1999), which is what a lane does that gives up hopeless
 * frames; it holds in overload too, where it tends to 1 - 1 / rho. Between two looks, every frame
 * is served with the variant chosen.
 *
 * <p>State: the variant, and the load observed. Assumes Poisson arrivals, and one deadline for all
 * frames: the budget that nearly all of them came with lately.
 *
 * <p>Departures from the paper:
 *
 * <ul>
 *   <li>It profiles each model under each load offline and looks up the best. Here the queue is
 *       estimated, and anew at each look, so the thresholds follow the host.
 *   <li>The paper serves whatever was asked; frames given up enter the estimate here.
 *   <li>The interval is half a second.
 * </ul>
 */
public final class ModelSwitchingPolicy implements VariantPolicy {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final double NEARLY_ONE = 1e-6;

  private final Candidates candidates;
  private final ObservedLoad load = new ObservedLoad(INTERVAL);
  private int variant;

  /**
   * @param margin how long before its deadline a frame should be done
   */
  public ModelSwitchingPolicy(Duration margin) {
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
      variant = mostEffective(times, waiting.get(0));
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

  private int mostEffective(ServiceTimes times, QueuedFrame<?> typical) {
    long budgetMicros = load.budgetMicros() - candidates.marginMicros();
    int best = 0;
    double bestAccuracy = 0;
    for (int v = 0; v < times.variants(); v++) {
      double serviceMicros = times.expectMicros(v, typical);
      double effective =
          times.accuracy(v) * (1 - missed(load.perSecond() / 1e6, serviceMicros, budgetMicros));
      if (effective > bestAccuracy) {
        best = v;
        bestAccuracy = effective;
      }
    }
    return best;
  }

  /**
   * Returns the share of frames that miss their deadlines, 0 to 1.
   *
   * @param perMicro arrivals a microsecond
   */
  static double missed(double perMicro, double serviceMicros, double budgetMicros) {
    double longestWait = budgetMicros - serviceMicros;
    if (longestWait < 0) {
      return 1;
    }
    double rho = perMicro * serviceMicros;
    if (Math.abs(1 - rho) < NEARLY_ONE) {
      return serviceMicros / (2 * (serviceMicros + longestWait));
    }
    // Divided by e, which is huge in overload: (1 - rho) rho / (1 / e - rho^2).
    double inverse = Math.exp(2 * (1 - rho) * longestWait / serviceMicros);
    return (1 - rho) * rho / (inverse - rho * rho);
  }
}
