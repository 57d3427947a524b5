package io.widthwise.deploy.follow;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.connect.CommittedTopics;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the results topic. */
@Command(
    name = "results",
    description = "Follow the results topic until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise results",
      "  widthwise results --explain",
      "  widthwise results --from-beginning --max 100 --json | jq .topK[0].name"
    })
public final class ResultsCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--json",
      description =
          "One FrameResult a line: the schema's fields, times as microseconds since the Unix epoch.")
  private boolean json;

  @Option(
      names = "--explain",
      description =
          "Below results that carry it, why the frame got its variant or was given up; with --json it is there anyway (see submit --explain).")
  private boolean explain;

  @Option(names = "--from-beginning", description = "Begin with the oldest result that is kept.")
  private boolean fromBeginning;

  @Option(names = "--max", paramLabel = "N", description = "End after so many results.")
  private long max = Long.MAX_VALUE;

  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();

  @Override
  public Integer call() throws Exception {
    String topic = connection.topics().results();
    try (StopSignal stop = StopSignal.install()) {
      KafkaAccess kafka = connection.kafka(Role.CONSUMER);
      connection.requireTopics(kafka, topic);
      try (Consumer<byte[], byte[]> consumer =
          new CommittedTopics(kafka, topic).follow(fromBeginning)) {
        stop.onStop(consumer::wakeup);
        follow(consumer);
      }
    }
    return 0;
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    PrintWriter out = spec.commandLine().getOut();
    long printed = 0;
    try {
      while (printed < max && !out.checkError()) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          if (printed < max && print(message, out)) {
            printed++;
          }
        }
      }
    } catch (WakeupException stopped) {
      out.flush();
    }
  }

  private boolean print(ConsumerRecord<byte[], byte[]> message, PrintWriter out) {
    try {
      FrameResult result = codec.decode(message.value());
      out.println(text(result));
      return true;
    } catch (UndecodableMessageException e) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s-%d@%d is skipped: %s%n",
              message.topic(), message.partition(), message.offset(), e.getMessage());
      return false;
    }
  }

  private String text(FrameResult result) {
    if (json) {
      return ResultJson.of(result).toString();
    }
    return explain ? ResultLine.explained(result) : ResultLine.of(result);
  }
}
