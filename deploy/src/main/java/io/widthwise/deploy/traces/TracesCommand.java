package io.widthwise.deploy.traces;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.ShareConverter;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.connect.CommittedTopics;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the results topic and exports the way of traced frames. */
@Command(
    name = "traces",
    description = {
      "Follow the results topic until Ctrl-C and export the stations of traced frames as OpenTelemetry spans.",
      "A frame is traced if its sender gave it a W3C traceparent with the sampled flag. Ctrl-C sends what waits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise traces --otlp http://127.0.0.1:4318",
      "  widthwise traces --otlp http://127.0.0.1:4318 --all --sample 1%%"
    })
public final class TracesCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  /** Some ten seconds of 100 frames a second; about 10 MB. */
  private static final int MOST_WAITING = 8_192;

  /** Held, since the JDK forgets the level of a logger that no one holds. */
  private final Logger libraries = Logger.getLogger("io.opentelemetry");

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:4318",
      description =
          "OTLP receiver for HTTP and protobuf, such as an OpenTelemetry Collector; spans go to its path /v1/traces (default: ${DEFAULT-VALUE}).")
  private URI otlp;

  @Option(
      names = "--all",
      description = "Also trace frames whose sender gave no traceparent: each begins a trace.")
  private boolean all;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "With --all, only a share of those frames, such as 1%% (default: all of them).")
  private Double sample;

  @Option(names = "--from-beginning", description = "Begin with the oldest result that is kept.")
  private boolean fromBeginning;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "End after so many results, traced or not.")
  private long max = Long.MAX_VALUE;

  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
  private final Senders senders = new Senders();
  private long read;
  private long traced;
  private long untraced;

  @Override
  public Integer call() throws Exception {
    requireSound();
    if (System.getProperty("widthwise.log.level") == null) {
      libraries.setLevel(Level.OFF); // what matters of it, this command says itself
    }
    String topic = connection.topics().results();
    ExportTally tally = new ExportTally(otlp.toString(), Clock.systemUTC(), this::say);
    try (StopSignal stop = StopSignal.install()) {
      KafkaAccess kafka = connection.kafka(Role.CONSUMER);
      connection.requireTopics(kafka, topic);
      try (TraceExport export = new TraceExport(exporter(), newTraces(), tally, MOST_WAITING);
          Consumer<byte[], byte[]> consumer =
              new CommittedTopics(kafka, topic).follow(fromBeginning)) {
        stop.onStop(consumer::wakeup);
        follow(consumer, export.tracer());
      }
    }
    say(
        "%d results: %d traced, %d not, since their sender does not trace or sample them; %s"
            .formatted(read, traced, untraced, tally.counts()));
    return tally.lost() == 0 ? 0 : 1;
  }

  private void requireSound() {
    boolean http = "http".equals(otlp.getScheme()) || "https".equals(otlp.getScheme());
    if (!http || otlp.getHost() == null) {
      throw new IllegalArgumentException(
          "--otlp must be an address such as http://127.0.0.1:4318, not '%s'".formatted(otlp));
    }
    if (sample != null && !all) {
      throw new IllegalArgumentException(
          "--sample is a share of the frames that --all traces; give both, or neither");
    }
  }

  private SpanExporter exporter() {
    String base = otlp.toString().replaceFirst("/+$", "");
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(base + "/v1/traces")
        .setTimeout(ANSWER_LIMIT)
        .build();
  }

  private Sampler newTraces() {
    if (!all) {
      return Sampler.alwaysOff();
    }
    return sample == null ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(sample);
  }

  private void follow(Consumer<byte[], byte[]> consumer, FrameTracer tracer) {
    try {
      while (read < max) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          if (read < max) {
            trace(message, tracer);
          }
        }
      }
    } catch (WakeupException stopped) {
      say("sending what waits");
    }
  }

  private void trace(ConsumerRecord<byte[], byte[]> message, FrameTracer tracer) {
    Placed placed;
    try {
      placed = placed(message);
    } catch (UndecodableMessageException e) {
      say(
          "%s-%d@%d is skipped: %s"
              .formatted(message.topic(), message.partition(), message.offset(), e.getMessage()));
      return;
    }
    read++;
    if (tracer.trace(placed, senders.of(message.headers()))) {
      traced++;
    } else {
      untraced++;
    }
  }

  private Placed placed(ConsumerRecord<byte[], byte[]> message) throws UndecodableMessageException {
    return new Placed(
        codec.decode(message.value()),
        message.topic(),
        message.partition(),
        message.offset(),
        message.timestampType() == TimestampType.LOG_APPEND_TIME
            ? Optional.of(Instant.ofEpochMilli(message.timestamp()))
            : Optional.empty());
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    synchronized (err) {
      err.println(sentence);
      err.flush();
    }
  }
}
