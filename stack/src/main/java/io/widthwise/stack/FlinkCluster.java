package io.widthwise.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Flink session cluster: ZooKeeper, a JobManager and TaskManagers as processes of their own. A
 * JobManager that is started in place of one that died goes on with its jobs.
 */
public final class FlinkCluster implements AutoCloseable {
  static final String HIGH_AVAILABILITY = "ha";
  private static final String ZOOKEEPER = "zookeeper";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /**
   * ONNX Runtime otherwise keeps a database of events in the user's home, writes a log to the
   * machine's temporary folder and sends the events to its maker.
   */
  private static final Map<String, String> ENVIRONMENT = Map.of("ORT_DISABLE_TELEMETRY", "1");

  private final FlinkSettings settings;
  private final ClassPath classPath;
  private final int restPort;
  private final int zooKeeperPort;
  private final Path configuration;
  private final AtomicInteger taskManagerStarts = new AtomicInteger();
  private JavaProcess zooKeeper;
  private JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new CopyOnWriteArrayList<>();

  private FlinkCluster(FlinkSettings settings, ClassPath classPath, FlinkPorts ports) {
    this.settings = settings;
    this.classPath = classPath;
    this.restPort = ports.rest();
    this.zooKeeperPort = ports.zooKeeper();
    forgetFormerJobs(settings.directory());
    this.configuration = writeConfiguration(settings, ports);
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
    List<Integer> spare = Ports.free(3);
    int restPort = settings.restPort() == 0 ? spare.get(0) : settings.restPort();
    FlinkPorts ports = new FlinkPorts(restPort, spare.get(1), spare.get(2));
    FlinkCluster cluster = new FlinkCluster(settings, classPath, ports);
    try {
      cluster.zooKeeper = cluster.startZooKeeper();
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

  /** What a former cluster left: its jobs must not come back beside those submitted now. */
  private static void forgetFormerJobs(Path directory) {
    for (String name : List.of(ZOOKEEPER, HIGH_AVAILABILITY)) {
      Path folder = directory.resolve(name);
      if (!Files.exists(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException e) {
        throw new StackException(
            "cannot clear %s of a former cluster's jobs: %s".formatted(folder, e.getMessage()), e);
      }
    }
  }

  private static Path writeConfiguration(FlinkSettings settings, FlinkPorts ports) {
    Path folder = settings.directory().resolve("conf");
    try {
      for (String name :
          List.of("conf", "tmp", "web", "blobs", "checkpoints", "savepoints", HIGH_AVAILABILITY)) {
        Files.createDirectories(settings.directory().resolve(name));
      }
      Files.createDirectories(settings.nativeCache());
      Files.writeString(folder.resolve("config.yaml"), FlinkConfiguration.yaml(settings, ports));
    } catch (IOException e) {
      throw new StackException(
          "cannot write Flink's configuration to %s: %s".formatted(folder, e.getMessage()), e);
    }
    return folder;
  }

  /** Starts ZooKeeper, also in place of one that died. */
  JavaProcess startZooKeeper() {
    return ZooKeeper.start(
        settings.directory().resolve(ZOOKEEPER), zooKeeperPort, classPath, settings.logFormat());
  }

  /** Starts a JobManager, also in place of one that died, whose jobs it takes over. */
  JavaProcess startJobManager() {
    return start(
        "JobManager",
        "jobmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        FlinkConfiguration.jobManagerFlags(),
        List.of());
  }

  /** Starts a TaskManager, also in place of one that died, under an id that tells which it is. */
  JavaProcess startTaskManager(int index) {
    String id = "taskmanager-%d-%d".formatted(index + 1, taskManagerStarts.getAndIncrement());
    return start(
        "TaskManager " + (index + 1),
        "taskmanager-" + (index + 1),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        FlinkConfiguration.taskManagerFlags(settings),
        List.of("-Dtaskmanager.resource-id=" + id));
  }

  private JavaProcess start(
      String name, String log, String mainClass, List<String> flags, List<String> more) {
    List<String> all =
        Stream.of(
                flags,
                List.of(
                    "-Djava.io.tmpdir=" + settings.directory().resolve("tmp"),
                    // No core of gigabytes delays the restart; the JVM's own report is kept.
                    "-XX:-CreateCoredumpOnCrash"),
                Log4jConfiguration.flags(settings.directory(), log, settings.logFormat()))
            .flatMap(List::stream)
            .toList();
    return JavaProcess.start(
        new JavaCommand(
            name,
            classPath,
            mainClass,
            all,
            Stream.concat(Stream.of("--configDir", configuration.toString()), more.stream())
                .toList(),
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
      zooKeeper.requireAlive();
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

  JavaProcess zooKeeper() {
    return zooKeeper;
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
    if (zooKeeper != null) {
      all.add(zooKeeper);
    }
    JavaProcess.closeAll(all);
  }
}
