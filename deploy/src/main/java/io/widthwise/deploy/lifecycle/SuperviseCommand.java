package io.widthwise.deploy.lifecycle;

import io.widthwise.deploy.Installation;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.connect.WorkDirectory;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.LocalStack;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process that {@code up} leaves behind: owns the stack until it is told to stop. */
@Command(name = "supervise", hidden = true, description = "Run the local stack in this process.")
public final class SuperviseCommand implements Callable<Integer> {
  static final String NAME = "supervisor";
  static final String READY = "ready";
  private static final StackDefaults DEFAULTS = new StackDefaults(9092, 8081, 1);

  @Spec private CommandSpec spec;
  @Mixin private WorkDirectory workDirectory;
  @Mixin private StackOptions options;

  @Option(
      names = "--topic-prefix",
      defaultValue = TopicNames.DEFAULT_PREFIX,
      description = "Put before each topic's name.")
  private String topicPrefix;

  @Option(
      names = UpCommand.DELIVERY,
      defaultValue = "at-least-once",
      description = "Guarantee of admission.")
  private String delivery;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Path directory = workDirectory.path();
    Files.createDirectories(directory);
    try (FileChannel file =
            FileChannel.open(
                directory.resolve("stack.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        throw new StackException("another stack runs in " + directory);
      }
      // From now on 'down' can find this process.
      new StackState("", "", topicPrefix, List.of(StackState.Entry.ofThisJvm(NAME)))
          .write(directory);
      supervise(directory, err);
      StackState.delete(directory);
    } finally {
      Files.deleteIfExists(directory.resolve(READY));
    }
    return 0;
  }

  private void supervise(Path directory, PrintWriter err) throws Exception {
    try (StopSignal stop = StopSignal.install();
        LocalStack stack =
            Pipeline.start(
                Installation.current(),
                options,
                directory,
                new TopicNames(topicPrefix),
                DEFAULTS,
                delivery,
                NAME,
                event -> say(err, event))) {
      ConsoleProcess.start(
          stack,
          Installation.current(),
          options,
          directory,
          new TopicNames(topicPrefix),
          Installation.current().family(),
          List.of());
      Files.writeString(directory.resolve(READY), "");
      say(
          err,
          "the stack is ready: broker %s, Flink %s"
              .formatted(stack.bootstrapServers(), stack.flinkAddress()));
      stop.onStop(() -> {});
      stop.await(Long.MAX_VALUE);
      say(err, "stopping");
    }
  }

  private static void say(PrintWriter err, String sentence) {
    err.println(Instant.now() + " " + sentence);
    err.flush();
  }
}
