package io.widthwise.deploy;

import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the pipeline's topics on any broker. */
@Command(
    name = "topics",
    description = {
      "Create the pipeline's topics where they are missing, each with one replica;",
      "those that exist stay as they are."
    },
    footerHeading = "%nExample:%n",
    footer = "  widthwise topics --bootstrap-servers kafka:9092 --partitions 12")
public final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "How long topics keep what they hold (default: ${DEFAULT-VALUE}).")
  private Duration retention;

  @Override
  public Integer call() throws Exception {
    TopicNames names = connection.topics();
    TopicSettings settings = new TopicSettings(partitions, retention);
    PrintWriter err = spec.commandLine().getErr();
    try (Admin admin = Admin.create(connection.kafka(Role.OPERATOR).client(Map.of()))) {
      Topics.create(admin, names, settings).forEach(err::println);
    }
    err.printf(
        "topics at %s: %s%n",
        connection.bootstrapServers(), String.join(", ", Topics.layout(names, settings).keySet()));
    return 0;
  }
}
