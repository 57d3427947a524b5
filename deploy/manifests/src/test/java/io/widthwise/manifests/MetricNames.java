package io.widthwise.manifests;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics as Prometheus has them, from the documented list. */
final class MetricNames {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_widthwise_";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (counter|gauge|histogram) \\|");
  private static final Pattern IN_QUERY = Pattern.compile("\\b(?:flink|widthwise|kafka)_\\w+");

  private final Set<String> known = new TreeSet<>();

  MetricNames() {
    Matcher rows = ROW.matcher(Repository.text("docs/metrics.md"));
    while (rows.find()) {
      String name = rows.group(1);
      boolean complete = name.startsWith("flink_") || name.startsWith("widthwise_");
      String inPrometheus = complete ? name : OPERATOR + name.replace('.', '_');
      known.add(inPrometheus);
      if (rows.group(2).equals("histogram")) {
        known.add(inPrometheus + "_count");
      }
    }
  }

  /** Names in a query that the document does not list. */
  Set<String> unknownIn(String query) {
    Set<String> unknown = new TreeSet<>();
    Matcher names = IN_QUERY.matcher(query);
    while (names.find()) {
      unknown.add(names.group());
    }
    unknown.removeAll(known);
    return unknown;
  }
}
