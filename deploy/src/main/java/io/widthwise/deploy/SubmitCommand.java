package io.widthwise.deploy;

import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits the classification job to a session cluster. */
@Command(
    name = "submit",
    description = "Submit the classification job to a Flink session cluster; prints its id.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise submit --models bundles/mine",
      "  widthwise submit --flink http://flink:8081 --bootstrap-servers kafka:9092 \\",
      "      --models /shared/bundle --slo 'gate-*=50ms' -- --option-of-the-job value"
    })
public final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private JobOptions options;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar of the job (default: the one that was built).")
  private Path jar;

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description = "Go on from a savepoint, as 'cancel --savepoint' prints it.")
  private String savepoint;

  @Parameters(
      arity = "0..*",
      paramLabel = "-- ARGUMENT",
      description = "Further arguments for the job, after '--'.")
  private List<String> further = List.of();

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.current();
    Path bundle = new DefaultBundle(installation).orEmbedded(Optional.ofNullable(options.models()));
    List<String> arguments =
        new ArrayList<>(
            options.arguments(
                connection.bootstrapServers(),
                connection.topics(),
                bundle,
                lanes(),
                connection.kafkaConfig(Role.JOB)));
    arguments.addAll(further);
    String job =
        JobSubmission.submit(
            connection.flink(),
            jar == null ? installation.jobJar() : jar,
            arguments,
            Optional.ofNullable(savepoint));
    spec.commandLine().getOut().println(job);
    spec.commandLine()
        .getErr()
        .printf("the job runs: %s/#/job/%s%n", connection.flinkAddress(), job);
    return 0;
  }

  private int lanes() {
    return options.parallelism().isEmpty() && connection.isFlinkGiven()
        ? connection.flink().freeSlots()
        : options.lanesOnThisMachine();
  }
}
