package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.job.release.ReleaseReports;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists what the job registers, neither more nor less. */
class MetricsReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (counter|gauge|histogram) \\| ([`\\w]*) *\\|");

  private final Set<String> registered = new TreeSet<>();

  @Test
  void theDocumentListsWhatIsRegistered() throws Exception {
    MetricGroup group = new Recorder("", "");
    FrameMetrics frames = new FrameMetrics(group, new IdleLane());
    frames.completed(labelled());
    new ReleaseReports("job", 0, 1, Clock.systemUTC(), group, status -> {});
    String document = Files.readString(DOCUMENT);
    String ours =
        document.substring(
            document.indexOf("## The job's own"), document.indexOf("## Flink's own"));

    assertThat(ROW.matcher(ours).results().map(MetricsReferenceTest::row))
        .containsExactlyInAnyOrderElementsOf(registered);
  }

  private static String row(MatchResult row) {
    return row.group(1) + " " + row.group(2) + " " + row.group(3).replace("`", "");
  }

  private static FrameResult labelled() {
    Instant captured = Instant.parse("2026-05-05T10:00:00Z");
    return ResultFactory.labelled(
        TestFrames.admitted(captured, Duration.ofMillis(100)),
        List.of(new Label(3, "forklift", 0.9f)),
        new Variant("mobilenet-v1", 0.5, 160, "int8", "r1"),
        captured.plusMillis(10),
        captured.plusMillis(20));
  }

  private static final class IdleLane implements LaneGauges {
    @Override
    public int waiting() {
      return 0;
    }

    @Override
    public double pace() {
      return 1;
    }

    @Override
    public double quantile() {
      return 1;
    }
  }

  /** Takes down each metric with its type and the label that its group's key becomes. */
  private final class Recorder extends UnregisteredMetricsGroup {
    private final String scope;
    private final String label;

    Recorder(String scope, String label) {
      this.scope = scope;
      this.label = label;
    }

    private void record(String name, String type) {
      registered.add(scope + name + " " + type + " " + label);
    }

    @Override
    public Counter counter(String name) {
      record(name, "counter");
      return super.counter(name);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      record(name, "gauge");
      return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      record(name, "histogram");
      return histogram;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Recorder(scope + name + ".", label);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Recorder(scope + key + ".", key);
    }
  }
}
