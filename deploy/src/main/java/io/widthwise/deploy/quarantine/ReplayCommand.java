package io.widthwise.deploy.quarantine;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends messages of quarantine back to the raw topic. */
@Command(
    name = "replay",
    description = {
      "Send what was refused back to the raw topic, key and value unchanged, with a header that"
          + " says so.",
      "Admission takes a replay although it has seen the frame before; what is still wrong comes"
          + " back here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise quarantine replay 2@17",
      "  widthwise quarantine replay --camera gate-4 --reason OVER_LIMIT --dry-run",
      "  widthwise quarantine replay --all --yes"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private QuarantineFilter filter;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Ids, as 'quarantine list' prints them; else choose with a filter.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All of quarantine, where no filter is given.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--poison",
      description = "Also frames that killed their lane; do so once the decoder is mended.")
  private boolean poison;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    if (ids.isEmpty() && filter.isEmpty() && !all) {
      throw new IllegalArgumentException(
          "say what to replay: ids, --reason, --camera, or --all for everything");
    }
    String raw = connection.topics().framesRaw();
    String quarantine = connection.topics().quarantine();
    KafkaAccess kafka = connection.kafka(Role.OPERATOR);
    connection.requireTopics(kafka, raw, quarantine);
    QuarantineReader reader = new QuarantineReader(kafka, quarantine);
    List<QuarantinedMessage> chosen =
        ids.isEmpty() ? reader.read(filter, limit) : ids.stream().map(reader::find).toList();
    PrintWriter err = spec.commandLine().getErr();
    List<QuarantinedMessage> sent = chosen.stream().filter(each -> mayBeSent(each, err)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      sent.forEach(each -> out.printf("%s would be sent to %s%n", each.id(), raw));
      out.flush();
      return 0;
    }
    if (sent.isEmpty()) {
      err.println("nothing to replay");
      return 0;
    }
    if (!yes && !confirmed(sent.size(), raw, err)) {
      err.println("nothing was sent");
      return 1;
    }
    try (Replay replay = new Replay(kafka, raw)) {
      for (QuarantinedMessage each : sent) {
        out.printf("%s is %s%n", each.id(), replay.send(each));
      }
    }
    out.flush();
    return 0;
  }

  private boolean mayBeSent(QuarantinedMessage message, PrintWriter err) {
    if (message.message().value() == null) {
      err.printf("%s is left out: quarantine does not hold its bytes%n", message.id());
      return false;
    }
    if (!poison && message.code().equals(QuarantineCode.POISON.name())) {
      err.printf(
          "%s is left out: it killed its lane; --poison sends it all the same%n", message.id());
      return false;
    }
    return true;
  }

  private static boolean confirmed(int messages, String topic, PrintWriter err) throws IOException {
    err.printf("send %d messages to %s? [y/N] ", messages, topic);
    err.flush();
    String answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
