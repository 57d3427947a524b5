package io.widthwise.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one ZooKeeper server that remembers the cluster's jobs and their checkpoints, so that a
 * JobManager that was killed comes back with them. The server class comes with Flink, as does the
 * {@code start-zookeeper-quorum.sh} of its distribution.
 */
final class ZooKeeper {
  static final String NAME = "ZooKeeper";
  private static final int TICK_MILLIS = 500;

  private ZooKeeper() {}

  /** Starts a server, also in place of one that died; it goes on with the data of its folder. */
  static JavaProcess start(Path directory, int port, ClassPath classPath, LogFormat logFormat) {
    Path configuration = directory.resolve("zoo.cfg");
    try {
      Files.createDirectories(directory);
      Files.writeString(configuration, text(directory.resolve("data"), port));
    } catch (IOException e) {
      throw new StackException(
          "cannot write ZooKeeper's configuration to %s: %s".formatted(directory, e.getMessage()),
          e);
    }
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError"));
    flags.addAll(Log4jConfiguration.flags(directory, "zookeeper", logFormat));
    return JavaProcess.start(
        new JavaCommand(
            NAME,
            classPath,
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
            flags,
            List.of("--zkConfigFile", configuration.toString(), "--peerId", "1"),
            Map.of(),
            directory.resolve("zookeeper.out")));
  }

  /** A server that is alone: it opens no port but the one for clients. */
  static String text(Path data, int port) {
    return """
        tickTime=%d
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        server.1=127.0.0.1:2888:3888
        maxClientCnxns=0
        admin.enableServer=false
        4lw.commands.whitelist=ruok
        """
        .formatted(TICK_MILLIS, data, port);
  }
}
