package io.widthwise.deploy.quarantine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists quarantine. */
@Command(
    name = "list",
    description = "List what was refused, the newest last.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise quarantine list",
      "  widthwise quarantine list --camera gate-4 --reason OVER_LIMIT --json"
    })
public final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private QuarantineFilter filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One object a line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    String topic = connection.topics().quarantine();
    KafkaAccess kafka = connection.kafka(Role.OPERATOR);
    connection.requireTopics(kafka, topic);
    List<QuarantinedMessage> found = new QuarantineReader(kafka, topic).read(filter, limit);
    PrintWriter out = spec.commandLine().getOut();
    for (QuarantinedMessage each : found) {
      out.println(json ? object(each).toString() : line(each));
    }
    out.flush();
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("nothing of that kind is in quarantine");
    }
    return 0;
  }

  private static String line(QuarantinedMessage each) {
    return "%-8s %s  %s  %s  %d bytes  %s  %s"
        .formatted(
            each.id(),
            each.time(),
            each.camera().orElse("(camera unknown)"),
            each.code(),
            each.bytes(),
            each.origin(),
            QuarantinedMessage.printable(each.reason()));
  }

  private static ObjectNode object(QuarantinedMessage each) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", each.id())
        .put("time", each.time().toString())
        .put("camera", each.camera().orElse(null))
        .put("code", each.code())
        .put("reason", each.reason())
        .put("origin", each.origin())
        .put("bytes", each.bytes());
  }
}
