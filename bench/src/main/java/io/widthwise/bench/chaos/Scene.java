package io.widthwise.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.bench.CommandLineRunner;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The running pipeline that faults are let loose on. */
final class Scene implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(240);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
  private static final Duration PROCESS_LIMIT = Duration.ofSeconds(60);

  private final CommandLineRunner commands;
  private final Path directory;
  private final ChaosSettings settings;
  private final Publishers publishers;
  private final Optional<BrokerDisk> disk;
  private final Thread atShutdown = new Thread(this::closeAtShutdown, "chaos-shutdown");
  private boolean closed;

  private Scene(
      CommandLineRunner commands,
      Path directory,
      ChaosSettings settings,
      Optional<BrokerDisk> disk) {
    this.commands = commands;
    this.directory = directory;
    this.settings = settings;
    this.disk = disk;
    this.publishers =
        new Publishers(commands, directory, settings.framesPerSecond(), settings.budget());
  }

  /** Starts the stack, submits the job and lets cameras send. */
  static Scene start(CommandLineRunner commands, Path directory, ChaosSettings settings)
      throws Exception {
    Optional<BrokerDisk> disk =
        settings.kinds().contains(FaultKind.SLOW_DISK)
            ? Optional.of(
                BrokerDisk.mount(directory.resolve("kafka.img"), directory.resolve("kafka")))
            : Optional.empty();
    Scene scene = new Scene(commands, directory, settings, disk);
    Runtime.getRuntime().addShutdownHook(scene.atShutdown);
    try {
      scene.up();
      scene.submit(Optional.empty());
      scene.publishers.start();
      return scene;
    } catch (Exception e) {
      scene.close();
      throw e;
    }
  }

  private void up() throws IOException, InterruptedException {
    List<String> up =
        new ArrayList<>(
            List.of("up", "--kafka-port", "0", "--flink-port", "0", "--no-console", "--delivery"));
    up.add(settings.delivery());
    up.addAll(List.of("--work-dir", directory.toString()));
    commands.run(START_LIMIT, up.toArray(String[]::new));
  }

  private void submit(Optional<String> savepoint) throws IOException, InterruptedException {
    List<String> submit = new ArrayList<>(List.of("submit", "--delivery", settings.delivery()));
    submit.addAll(List.of("--work-dir", directory.toString()));
    settings.models().ifPresent(models -> submit.addAll(List.of("--models", models.toString())));
    savepoint.ifPresent(path -> submit.addAll(List.of("--from-savepoint", path)));
    commands.run(START_LIMIT, submit.toArray(String[]::new));
  }

  /** Stops the job with a savepoint and submits it again from there. */
  void upgrade() throws IOException, InterruptedException {
    String savepoint =
        commands.run(START_LIMIT, "cancel", "--savepoint", "--work-dir", directory.toString());
    submit(Optional.of(savepoint));
  }

  Publishers publishers() {
    return publishers;
  }

  Optional<BrokerDisk> disk() {
    return disk;
  }

  private StackState state() {
    return StackState.read(directory).orElseThrow();
  }

  String bootstrapServers() {
    return state().bootstrapServers();
  }

  TopicNames topics() {
    return new TopicNames(state().topicPrefix());
  }

  private FlinkRest flink() {
    return new FlinkRest(URI.create(state().flinkAddress()));
  }

  /**
   * A process of the stack, waited for if it is just being started.
   *
   * @param name as {@code status} shows it
   */
  ProcessHandle process(String name) {
    Instant limit = Instant.now().plus(PROCESS_LIMIT);
    while (true) {
      Optional<ProcessHandle> found =
          state().processes().stream()
              .filter(entry -> entry.name().equals(name))
              .flatMap(entry -> entry.find().stream())
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(limit)) {
        throw new StackException("there is no process '%s' in %s".formatted(name, directory));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for a process", e);
    }
  }

  /** Names of the TaskManagers that run tasks of the job. */
  List<String> busyTaskManagers() {
    FlinkRest flink = flink();
    TreeSet<String> names = new TreeSet<>();
    String job = jobId().orElseThrow();
    for (JsonNode vertex : flink.get("/jobs/" + job).path("vertices")) {
      String path = "/jobs/%s/vertices/%s".formatted(job, vertex.path("id").asText());
      for (JsonNode subtask : flink.get(path).path("subtasks")) {
        // Such as taskmanager-2-0: the second TaskManager, as it was first started.
        names.add("TaskManager " + subtask.path("taskmanager-id").asText().split("-")[1]);
      }
    }
    return List.copyOf(names);
  }

  /** Whether every process of the stack and every task of the job runs. */
  boolean whole() {
    if (state().processes().stream().anyMatch(entry -> entry.find().isEmpty())) {
      return false;
    }
    try {
      Optional<String> job = jobId();
      return job.isPresent() && flink().allTasksRun(job.get());
    } catch (StackException noJobManagerYet) {
      return false;
    }
  }

  private Optional<String> jobId() {
    return flink().jobs().stream().filter(job -> !job.ended()).map(FlinkJob::id).findFirst();
  }

  /** Asks for a checkpoint that is under way when the fault strikes. */
  void beginCheckpoint() {
    flink().triggerCheckpoint(jobId().orElseThrow());
  }

  List<Integer> brokerPorts() {
    String address = bootstrapServers();
    return List.of(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
  }

  /** The ports by which JobManager and TaskManagers speak with each other, not the REST API's. */
  List<Integer> jobManagerPorts() {
    int rest = URI.create(state().flinkAddress()).getPort();
    List<Integer> ports = new ArrayList<>();
    for (StackState.Entry entry : state().processes()) {
      if (entry.name().equals("JobManager") || entry.name().startsWith("TaskManager")) {
        ports.addAll(ListeningPorts.of(entry.pid()));
      }
    }
    ports.removeIf(port -> port == rest);
    return ports;
  }

  /** Ctrl-C must leave neither a process nor a mount. */
  private void closeAtShutdown() {
    try {
      stop();
    } catch (IOException e) {
      System.err.println("widthwise: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  private synchronized void stop() throws IOException, InterruptedException {
    if (closed) {
      return;
    }
    closed = true;
    publishers.close();
    commands.run(STOP_LIMIT, "down", "--work-dir", directory.toString());
    if (disk.isPresent()) {
      disk.get().close();
      Files.deleteIfExists(directory.resolve("kafka.img"));
    }
  }
}
