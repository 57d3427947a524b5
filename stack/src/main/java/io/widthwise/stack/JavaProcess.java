package io.widthwise.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM started by this one, in a session of its own so that Ctrl-C in the terminal reaches only
 * its owner, who then stops it in good order.
 */
public final class JavaProcess implements AutoCloseable {
  private static final int TAIL_LINES = 15;
  private static final int TAIL_BYTES = 16_384;
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final JavaCommand command;
  private final Process process;

  private JavaProcess(JavaCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts a process that ends when this JVM does, even if this JVM is killed.
   *
   * @throws StackException if it cannot be started
   */
  public static JavaProcess start(JavaCommand command) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(ProcessHandle.current().pid()));
    arguments.add(command.mainClass());
    arguments.addAll(command.arguments());
    ClassPath classPath = command.classPath().plus(ClassPath.of(GuardedMain.class));
    return spawn(command, classPath, GuardedMain.class.getName(), arguments);
  }

  /**
   * Starts a process that outlives this JVM.
   *
   * @throws StackException if it cannot be started
   */
  public static JavaProcess startDetached(JavaCommand command) {
    return spawn(command, command.classPath(), command.mainClass(), command.arguments());
  }

  private static JavaProcess spawn(
      JavaCommand command, ClassPath classPath, String mainClass, List<String> arguments) {
    List<String> line = new ArrayList<>();
    sessionLeader().ifPresent(line::add);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command.jvmFlags());
    line.add("-XX:-UsePerfData"); // else a killed JVM leaves a file in the machine's /tmp
    line.add("-XX:ErrorFile=" + command.log().toAbsolutePath().resolveSibling("hs_err_%p.log"));
    line.add("-cp");
    line.add(classPath.argument());
    line.add(mainClass);
    line.addAll(arguments);
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      builder.environment().putAll(command.environment());
      Process process = builder.start();
      process.getOutputStream().close();
      return new JavaProcess(command, process);
    } catch (IOException e) {
      throw new StackException(
          "could not start the %s: %s".formatted(command.name(), e.getMessage()), e);
    }
  }

  /** {@code setsid}, which replaces itself with the command, so the process id stays the same. */
  private static Optional<String> sessionLeader() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  public String name() {
    return command.name();
  }

  public long pid() {
    return process.pid();
  }

  /** When the process began, which together with the process id identifies it for good. */
  public Instant startedAt() {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has ended. */
  public CompletableFuture<JavaProcess> onExit() {
    return process.onExit().thenApply(ended -> this);
  }

  /**
   * Checks that the process has not ended.
   *
   * @throws StackException with the end of its log if it has
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new StackException(
          "the %s ended with exit status %d; its log %s ends with:%n%s"
              .formatted(name(), process.exitValue(), command.log(), logTail()));
    }
  }

  /**
   * Waits for the process to end by itself.
   *
   * @throws StackException if it fails, with the end of its log, or takes longer than {@code limit}
   */
  public void awaitSuccess(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new StackException(
            "the %s did not finish within %d s; see its log %s"
                .formatted(name(), limit.toSeconds(), command.log()));
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for the " + name(), e);
    }
    if (process.exitValue() != 0) {
      requireAlive();
    }
  }

  /** The last lines that the process wrote. */
  public String logTail() {
    try {
      return tail(command.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(Path log) throws IOException {
    try (var channel = Files.newByteChannel(log)) {
      long from = Math.max(0, channel.size() - TAIL_BYTES);
      channel.position(from);
      var buffer = java.nio.ByteBuffer.allocate((int) (channel.size() - from));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        continue;
      }
      List<String> lines =
          new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
  }

  /** Ends the process at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks the process to end and kills it if it has not within some seconds. */
  @Override
  public void close() {
    closeAll(List.of(this));
  }

  /** Asks processes to end, all at once, and kills those that have not within some seconds. */
  static void closeAll(List<JavaProcess> processes) {
    processes.forEach(each -> each.process.destroy());
    processes.forEach(JavaProcess::awaitEnd);
  }

  private void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
