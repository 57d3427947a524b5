package io.widthwise.deploy.lifecycle;

import io.widthwise.access.Role;
import io.widthwise.deploy.Installation;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.JavaCommand;
import io.widthwise.stack.JavaProcess;
import io.widthwise.stack.LocalStack;
import io.widthwise.stack.Log4jConfiguration;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackListener;
import io.widthwise.stack.StackSettings;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The local stack with admission: everything but the job. */
public final class Pipeline {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String MAIN_CLASS = "io.widthwise.deploy.Widthwise";

  private Pipeline() {}

  /**
   * Starts broker, topics, Flink cluster and admission and waits until frames would flow.
   *
   * @param delivery guarantee of admission, as {@code admit --delivery} takes it
   * @param name what to call the process that owns the stack
   * @throws StackException if anything does not start; what had started is stopped again
   */
  public static LocalStack start(
      Installation installation,
      StackOptions options,
      Path directory,
      TopicNames names,
      StackDefaults defaults,
      String delivery,
      String name,
      StackListener listener)
      throws IOException, InterruptedException {
    StackSettings settings = options.settings(installation, directory, names, defaults);
    LocalStack stack =
        LocalStack.start(settings, List.of(StackState.Entry.ofThisJvm(name)), listener);
    try {
      Path folder = Files.createDirectories(directory.resolve("admission"));
      Path ready = folder.resolve("ready");
      Files.deleteIfExists(ready);
      JavaProcess admission =
          stack.run(
              running -> admission(installation, running, names, delivery, folder, ready, options));
      awaitFile(ready, admission);
      return stack;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static JavaCommand admission(
      Installation installation,
      LocalStack stack,
      TopicNames names,
      String delivery,
      Path folder,
      Path ready,
      StackOptions options) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder));
    flags.addAll(Log4jConfiguration.flags(folder, "admission", options.logFormat()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "admit",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--topic-prefix",
                names.prefix(),
                "--delivery",
                delivery,
                "--instance-id",
                "local",
                "--state-dir",
                folder.resolve("state").toString(),
                "--ready-file",
                ready.toString()));
    arguments.addAll(options.admissionArguments());
    stack
        .kafkaConfig(Role.ADMISSION)
        .ifPresent(file -> arguments.addAll(List.of("--kafka-config", file.toString())));
    return new JavaCommand(
        "admission",
        installation.app(),
        MAIN_CLASS,
        flags,
        arguments,
        Map.of(),
        folder.resolve("admission.out"));
  }

  private static void awaitFile(Path file, JavaProcess process) throws InterruptedException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!Files.exists(file)) {
      process.requireAlive();
      if (Instant.now().isAfter(limit)) {
        throw new StackException(
            "%s did not begin within %d s; its log ends with:%n%s"
                .formatted(process.name(), START_LIMIT.toSeconds(), process.logTail()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
