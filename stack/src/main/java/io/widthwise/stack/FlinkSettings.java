package io.widthwise.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to run the local Flink session cluster.
 *
 * @param directory folder for its configuration, logs, checkpoints and temporary files
 * @param restPort port of the REST API and web page; 0 picks a free one
 * @param restPortSetting the option that sets {@code restPort}, named when it is taken
 * @param taskManagers TaskManager processes
 * @param standbys further TaskManagers, whose free slots take over the tasks of one that dies
 * @param slots task slots of each
 * @param heapMegabytes heap for the tasks of one TaskManager
 * @param nativeMegabytes memory outside the heap for the native code of its tasks
 * @param nativeCache folder where native libraries are unpacked and kept
 * @param logFormat how processes write their log files
 * @param options further Flink keys; they win over the ones set here
 */
public record FlinkSettings(
    Path directory,
    int restPort,
    String restPortSetting,
    int taskManagers,
    int standbys,
    int slots,
    int heapMegabytes,
    int nativeMegabytes,
    Path nativeCache,
    LogFormat logFormat,
    Map<String, String> options) {
  public FlinkSettings {
    directory = directory.toAbsolutePath();
    nativeCache = nativeCache.toAbsolutePath();
    options = Map.copyOf(options);
    if (restPort < 0 || restPort > 65_535) {
      throw new IllegalArgumentException(
          "%s must be a port from 0 to 65535, not %d".formatted(restPortSetting, restPort));
    }
    requirePositive("TaskManagers", taskManagers);
    requirePositive("slots", slots);
    if (standbys < 0) {
      throw new IllegalArgumentException("standby TaskManagers must be 0 or more, not " + standbys);
    }
    requirePositive("heap megabytes", heapMegabytes);
    requirePositive("native megabytes", nativeMegabytes);
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, not " + value);
    }
  }

  /** One TaskManager with a slot for each core, on a free port, everything in {@code directory}. */
  public static FlinkSettings inDirectory(Path directory) {
    return new FlinkSettings(
        directory,
        0,
        "the REST port setting",
        1,
        0,
        Runtime.getRuntime().availableProcessors(),
        640,
        512,
        directory.resolve("natives"),
        LogFormat.TEXT,
        Map.of());
  }

  /** The same on {@code port}, which people choose with the option {@code setting}. */
  public FlinkSettings withRestPort(int port, String setting) {
    return new FlinkSettings(
        directory,
        port,
        setting,
        taskManagers,
        standbys,
        slots,
        heapMegabytes,
        nativeMegabytes,
        nativeCache,
        logFormat,
        options);
  }

  /** The same with {@code count} TaskManagers of {@code slots} slots. */
  public FlinkSettings withTaskManagers(int count, int slots) {
    return new FlinkSettings(
        directory,
        restPort,
        restPortSetting,
        count,
        standbys,
        slots,
        heapMegabytes,
        nativeMegabytes,
        nativeCache,
        logFormat,
        options);
  }

  /** The same with {@code count} more TaskManagers that stand by. */
  public FlinkSettings withStandbys(int count) {
    return new FlinkSettings(
        directory,
        restPort,
        restPortSetting,
        taskManagers,
        count,
        slots,
        heapMegabytes,
        nativeMegabytes,
        nativeCache,
        logFormat,
        options);
  }

  /** The same, keeping unpacked native libraries in {@code folder}, also for later clusters. */
  public FlinkSettings withNativeCache(Path folder) {
    return new FlinkSettings(
        directory,
        restPort,
        restPortSetting,
        taskManagers,
        standbys,
        slots,
        heapMegabytes,
        nativeMegabytes,
        folder,
        logFormat,
        options);
  }

  /** The same with log files in {@code format}. */
  public FlinkSettings withLogFormat(LogFormat format) {
    return new FlinkSettings(
        directory,
        restPort,
        restPortSetting,
        taskManagers,
        standbys,
        slots,
        heapMegabytes,
        nativeMegabytes,
        nativeCache,
        format,
        options);
  }

  /** The same with one more Flink key. */
  public FlinkSettings withOption(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(key, value);
    return new FlinkSettings(
        directory,
        restPort,
        restPortSetting,
        taskManagers,
        standbys,
        slots,
        heapMegabytes,
        nativeMegabytes,
        nativeCache,
        logFormat,
        more);
  }
}
