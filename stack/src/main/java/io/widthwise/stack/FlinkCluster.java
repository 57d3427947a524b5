package io.widthwise.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Flink session cluster: a JobManager and TaskManagers as processes of their own. */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /**
   * ONNX Runtime otherwise keeps a database of events in the user's home, writes a log to the
   * machine's temporary folder and sends the events to its maker.
   */
  private static final Map<String, String> ENVIRONMENT = Map.of("ORT_DISABLE_TELEMETRY", "1");

  private final FlinkSettings settings;
  private final ClassPath classPath;
  private final int restPort;
  private final Path configuration;
  private JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new CopyOnWriteArrayList<>();

  private FlinkCluster(FlinkSettings settings, ClassPath classPath, int restPort, int rpcPort) {
    this.settings = settings;
    this.classPath = classPath;
    this.restPort = restPort;
    this.configuration = writeConfiguration(settings, restPort, rpcPort);
  }

  /**
   * Starts a cluster and waits until every TaskManager offers its slots.
   *
   * @param classPath holds Flink and the jars with native libraries
   * @throws StackException if its port is taken, or a process ends or does not answer in time
   */
  public static FlinkCluster start(FlinkSettings settings, ClassPath classPath) {
    FlinkCluster cluster = launch(settings, classPath);
    try {
      cluster.awaitReady();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * Starts the processes without waiting for them, so that other things can start meanwhile; {@link
   * #awaitReady} waits.
   */
  public static FlinkCluster launch(FlinkSettings settings, ClassPath classPath) {
    if (settings.restPort() != 0) {
      Ports.requireFree(
          settings.restPort(), "Flink's REST API and web page", settings.restPortSetting());
    }
    List<Integer> spare = Ports.free(2);
    int restPort = settings.restPort() == 0 ? spare.get(0) : settings.restPort();
    FlinkCluster cluster = new FlinkCluster(settings, classPath, restPort, spare.get(1));
    try {
      cluster.jobManager = cluster.startJobManager();
      for (int i = 0; i < settings.taskManagers(); i++) {
        cluster.taskManagers.add(cluster.startTaskManager(i));
      }
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static Path writeConfiguration(FlinkSettings settings, int restPort, int rpcPort) {
    Path folder = settings.directory().resolve("conf");
    try {
      for (String name : List.of("conf", "tmp", "web", "blobs", "checkpoints")) {
        Files.createDirectories(settings.directory().resolve(name));
      }
      Files.createDirectories(settings.nativeCache());
      Files.writeString(
          folder.resolve("config.yaml"), FlinkConfiguration.yaml(settings, restPort, rpcPort));
    } catch (IOException e) {
      throw new StackException(
          "cannot write Flink's configuration to %s: %s".formatted(folder, e.getMessage()), e);
    }
    return folder;
  }

  /** Starts a JobManager, also in place of one that died; its jobs have to be submitted again. */
  JavaProcess startJobManager() {
    return start(
        "JobManager",
        "jobmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        FlinkConfiguration.jobManagerFlags());
  }

  /** Starts a TaskManager, also in place of one that died. */
  JavaProcess startTaskManager(int index) {
    return start(
        "TaskManager " + (index + 1),
        "taskmanager-" + (index + 1),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        FlinkConfiguration.taskManagerFlags(settings));
  }

  private JavaProcess start(String name, String log, String mainClass, List<String> flags) {
    List<String> all =
        Stream.of(
                flags,
                List.of(
                    "-Djava.io.tmpdir=" + settings.directory().resolve("tmp"),
                    // A crash is told in the stack's folder, and no core of gigabytes delays the
                    // restart.
                    "-XX:ErrorFile=" + settings.directory().resolve(log + "-crash-%p.log"),
                    "-XX:-CreateCoredumpOnCrash"),
                Log4jConfiguration.flags(settings.directory(), log))
            .flatMap(List::stream)
            .toList();
    return JavaProcess.start(
        new JavaCommand(
            name,
            classPath,
            mainClass,
            all,
            List.of("--configDir", configuration.toString()),
            ENVIRONMENT,
            settings.directory().resolve(log + ".out")));
  }

  /**
   * Waits until every TaskManager offers its slots.
   *
   * @throws StackException if a process ends or does not answer in time
   */
  public void awaitReady() {
    FlinkRest rest = rest();
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!rest.hasTaskManagers(settings.taskManagers())) {
      jobManager.requireAlive();
      taskManagers.forEach(JavaProcess::requireAlive);
      if (Instant.now().isAfter(limit)) {
        throw new StackException(
            "the Flink cluster was not ready within %d s; see the logs in %s"
                .formatted(START_LIMIT.toSeconds(), settings.directory()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted while the Flink cluster started", e);
      }
    }
  }

  /** Address of the REST API and web page. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + restPort);
  }

  public FlinkRest rest() {
    return new FlinkRest(address());
  }

  public JavaProcess jobManager() {
    return jobManager;
  }

  public List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  @Override
  public void close() {
    List<JavaProcess> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    JavaProcess.closeAll(all);
  }
}
