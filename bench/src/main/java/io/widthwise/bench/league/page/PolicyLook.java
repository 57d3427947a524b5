package io.widthwise.bench.league.page;

import java.util.ArrayList;
import java.util.List;

/**
 * How a policy's line looks.
 *
 * @param policy name, or what several have in common
 * @param classes of its line
 */
record PolicyLook(String policy, String classes) {
  static final String STYLE =
      """
      .wp .policy{fill:none;stroke-width:1.7;stroke-linejoin:round}
      .wp .dot{stroke:#fff;stroke-width:.6}
      .wp .water-filling{stroke:#0f6fb4;stroke-width:3.2}
      .wp .model-switching{stroke:#d9601a}
      .wp .infaas{stroke:#2b8a4b}
      .wp .slackfit{stroke:#a2388f}
      .wp .clipper{stroke:#b38600}
      .wp .middle{stroke-dasharray:7 3}
      .wp .narrow{stroke-dasharray:2 3}
      .wp .fixed{stroke:#aab4bc;stroke-width:1.1}
      .wp circle.water-filling{fill:#0f6fb4}
      .wp circle.model-switching{fill:#d9601a}
      .wp circle.infaas{fill:#2b8a4b}
      .wp circle.slackfit{fill:#a2388f}
      .wp circle.clipper{fill:#b38600}
      .wp circle.fixed{fill:#aab4bc}
      .wp circle.dot{stroke:#fff;stroke-width:.6}
      """;

  private static final String FIXED = "fixed";
  private static final String CLIPPER = "clipper";

  /** Returns the looks of {@code policies} in the order in which they are drawn. */
  static List<PolicyLook> of(List<String> policies) {
    List<PolicyLook> looks = new ArrayList<>();
    List<String> clippers = policies.stream().filter(each -> each.startsWith(CLIPPER)).toList();
    for (String policy : policies) {
      if (policy.startsWith(FIXED)) {
        looks.add(0, new PolicyLook(policy, FIXED));
      } else if (policy.startsWith(CLIPPER)) {
        looks.add(new PolicyLook(policy, CLIPPER + dashes(clippers, policy)));
      } else {
        looks.add(new PolicyLook(policy, policy));
      }
    }
    looks.sort((a, b) -> Boolean.compare(isOwn(a), isOwn(b))); // the thickest line above all others
    return looks;
  }

  /** Returns what a legend tells: all fixed rungs are one entry. */
  static List<PolicyLook> legend(List<String> policies) {
    List<PolicyLook> looks = of(policies);
    List<PolicyLook> entries = new ArrayList<>();
    looks.stream().filter(PolicyLook::isOwn).forEach(entries::add);
    looks.stream().filter(each -> !isOwn(each) && !each.isFixed()).forEach(entries::add);
    long fixed = looks.stream().filter(PolicyLook::isFixed).count();
    if (fixed > 0) {
      entries.add(new PolicyLook(fixed == 1 ? looks.get(0).policy() : "each rung fixed", FIXED));
    }
    return entries;
  }

  private boolean isFixed() {
    return classes.equals(FIXED);
  }

  private static boolean isOwn(PolicyLook look) {
    return look.classes().equals("water-filling");
  }

  private static String dashes(List<String> clippers, String policy) {
    int at = clippers.indexOf(policy);
    return at == clippers.size() - 1 ? "" : at == 0 ? " narrow" : " middle";
  }
}
