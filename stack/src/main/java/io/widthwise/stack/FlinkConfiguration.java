package io.widthwise.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code config.yaml} of a session cluster on one machine, and the flags of its JVMs. */
final class FlinkConfiguration {
  private static final int FRAMEWORK_HEAP_MEGABYTES = 128;
  private static final int FRAMEWORK_OFF_HEAP_MEGABYTES = 128;
  private static final int NETWORK_MEGABYTES = 64;
  private static final int METASPACE_MEGABYTES = 256;
  private static final int OVERHEAD_MEGABYTES = 192;

  /** Packages that Flink reaches into; the list of Flink's own distribution. */
  private static final List<String> OPENS =
      List.of(
          "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
          "--add-exports=java.management/sun.management=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private FlinkConfiguration() {}

  static String yaml(FlinkSettings settings, FlinkPorts ports) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("jobmanager.rpc.address", "127.0.0.1");
    keys.put("jobmanager.rpc.port", Integer.toString(ports.rpc()));
    keys.put("jobmanager.bind-host", "127.0.0.1");
    keys.put("rest.address", "127.0.0.1");
    keys.put("rest.bind-address", "127.0.0.1");
    keys.put("rest.port", Integer.toString(ports.rest()));
    keys.put("rest.bind-port", Integer.toString(ports.rest()));
    keys.put("taskmanager.host", "127.0.0.1");
    keys.put("taskmanager.bind-host", "127.0.0.1");
    keys.put("taskmanager.numberOfTaskSlots", Integer.toString(settings.slots()));
    putMemory(keys, settings);
    putFolders(keys, settings);
    putRecovery(keys);
    putHighAvailability(keys, settings, ports);
    // A frame is worth more at once than a full network buffer.
    keys.put("execution.buffer-timeout.interval", "0 ms");
    // Their native libraries can be loaded into one class loader only, which is the cluster's.
    keys.put("classloader.parent-first-patterns.additional", "ai.onnxruntime;org.bytedeco");
    keys.putAll(settings.options());
    return keys.entrySet().stream()
        .map(key -> "%s: '%s'%n".formatted(key.getKey(), key.getValue().replace("'", "''")))
        .collect(Collectors.joining());
  }

  /** All sizes must be given: the scripts that would derive them are not part of the jars. */
  private static void putMemory(Map<String, String> keys, FlinkSettings settings) {
    keys.put("taskmanager.cpu.cores", Integer.toString(settings.slots()));
    keys.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MEGABYTES + "m");
    keys.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP_MEGABYTES + "m");
    keys.put("taskmanager.memory.task.heap.size", settings.heapMegabytes() + "m");
    keys.put("taskmanager.memory.task.off-heap.size", settings.nativeMegabytes() + "m");
    keys.put("taskmanager.memory.network.min", NETWORK_MEGABYTES + "m");
    keys.put("taskmanager.memory.network.max", NETWORK_MEGABYTES + "m");
    keys.put("taskmanager.memory.managed.size", "0m");
    keys.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MEGABYTES + "m");
    keys.put("taskmanager.memory.jvm-overhead.min", OVERHEAD_MEGABYTES + "m");
    keys.put("taskmanager.memory.jvm-overhead.max", OVERHEAD_MEGABYTES + "m");
  }

  private static void putFolders(Map<String, String> keys, FlinkSettings settings) {
    keys.put("io.tmp.dirs", settings.directory().resolve("tmp").toString());
    keys.put("web.tmpdir", settings.directory().resolve("web").toString());
    keys.put("blob.storage.directory", settings.directory().resolve("blobs").toString());
    keys.put("execution.checkpointing.storage", "filesystem");
    keys.put(
        "execution.checkpointing.savepoint-dir",
        settings.directory().resolve("savepoints").toUri().toString());
    keys.put(
        "execution.checkpointing.dir",
        settings.directory().resolve("checkpoints").toUri().toString());
  }

  /**
   * A dead TaskManager is noticed within a second, since nobody answers at its address; one that
   * hangs, by its silence. Tasks start again for ever.
   */
  private static void putRecovery(Map<String, String> keys) {
    keys.put("heartbeat.interval", "500 ms");
    keys.put("heartbeat.timeout", "8000 ms");
    keys.put("heartbeat.rpc-failure-threshold", "2");
    keys.put("restart-strategy.type", "exponential-delay");
    keys.put("restart-strategy.exponential-delay.initial-backoff", "100 ms");
    keys.put("restart-strategy.exponential-delay.max-backoff", "10 s");
    keys.put("restart-strategy.exponential-delay.backoff-multiplier", "2.0");
    keys.put("restart-strategy.exponential-delay.reset-backoff-threshold", "20 s");
    keys.put("execution.checkpointing.interval", "1 s");
    keys.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
  }

  /** A killed JobManager is replaced once its session is over, so that must not last long. */
  private static void putHighAvailability(
      Map<String, String> keys, FlinkSettings settings, FlinkPorts ports) {
    keys.put("high-availability.type", "zookeeper");
    keys.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.zooKeeper());
    keys.put("high-availability.zookeeper.path.root", "/widthwise");
    keys.put("high-availability.cluster-id", "/local");
    keys.put(
        "high-availability.storageDir",
        settings.directory().resolve(FlinkCluster.HIGH_AVAILABILITY).toUri().toString());
    keys.put("high-availability.jobmanager.port", Integer.toString(ports.rpc()));
    keys.put("high-availability.zookeeper.client.session-timeout", "5 s");
    keys.put("high-availability.zookeeper.client.connection-timeout", "2 s");
    keys.put("high-availability.zookeeper.client.retry-wait", "200 ms");
    keys.put("high-availability.zookeeper.client.max-retry-attempts", "50");
    // A ZooKeeper that is restarted within its sessions' time takes no leadership away.
    keys.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
  }

  static List<String> jobManagerFlags() {
    return with(
        "-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=" + METASPACE_MEGABYTES + "m");
  }

  static List<String> taskManagerFlags(FlinkSettings settings) {
    int heap = FRAMEWORK_HEAP_MEGABYTES + settings.heapMegabytes();
    int direct = FRAMEWORK_OFF_HEAP_MEGABYTES + settings.nativeMegabytes() + NETWORK_MEGABYTES;
    return with(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-XX:MaxDirectMemorySize=" + direct + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE_MEGABYTES + "m",
        "-XX:+UseG1GC",
        "-XX:MaxGCPauseMillis=10",
        // JavaCPP would otherwise refuse memory once the whole process exceeds twice the heap.
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-Dorg.bytedeco.javacpp.cachedir=" + settings.nativeCache());
  }

  private static List<String> with(String... flags) {
    List<String> all = new java.util.ArrayList<>(List.of(flags));
    all.add("-XX:+ExitOnOutOfMemoryError");
    all.addAll(OPENS);
    return all;
  }
}
