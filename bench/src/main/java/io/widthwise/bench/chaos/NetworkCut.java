package io.widthwise.bench.chaos;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Loses every packet from and to some ports for two to ten seconds: connections stay open and hang,
 * new ones are not answered. Linux's traffic control takes the packets off the loopback device and
 * sends them to one that leads nowhere; nothing else on the machine is touched.
 */
final class NetworkCut implements Fault {
  private static final int SHORTEST_MILLIS = 2_000;
  private static final int LONGEST_MILLIS = 10_000;

  /** Of this program's rules, so that removing them leaves those of others. */
  private static final String PREFERENCE = "4711";

  private final Function<Scene, List<Integer>> ports;

  NetworkCut(Function<Scene, List<Integer>> ports) {
    this.ports = ports;
  }

  @Override
  public Optional<String> obstacle() {
    return Shell.obstacle("tc", "ip");
  }

  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    List<Integer> cut = ports.apply(scene);
    int millis = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    // At most 15 characters, and not that of another run on this machine.
    String sink = "wwcut%d".formatted(ProcessHandle.current().pid() % 1_000_000);
    boolean ours = addQueueingDiscipline();
    Shell.run("ip", "link", "add", sink, "type", "veth", "peer", "name", sink + "x");
    try {
      Shell.run("ip", "link", "set", sink, "up");
      for (int port : cut) {
        drop("sport", port, sink);
        drop("dport", port, sink);
      }
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      if (ours) {
        Shell.run("tc", "qdisc", "del", "dev", "lo", "clsact");
      } else {
        Shell.run("tc", "filter", "del", "dev", "lo", "egress", "pref", PREFERENCE);
      }
      Shell.run("ip", "link", "del", sink);
    }
    return Instant.now();
  }

  /** Whether there was none before. */
  private static boolean addQueueingDiscipline() throws IOException, InterruptedException {
    if (Shell.run("tc", "qdisc", "show", "dev", "lo").contains("clsact")) {
      return false;
    }
    Shell.run("tc", "qdisc", "add", "dev", "lo", "clsact");
    return true;
  }

  private static void drop(String end, int port, String sink)
      throws IOException, InterruptedException {
    String rule =
        "tc filter add dev lo egress pref %s protocol ip u32 match ip %s %d 0xffff action mirred egress redirect dev %s"
            .formatted(PREFERENCE, end, port, sink);
    Shell.run(rule.split(" "));
  }
}
