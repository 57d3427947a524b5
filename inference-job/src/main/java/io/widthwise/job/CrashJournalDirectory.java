package io.widthwise.job;

import java.nio.file.Path;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;

/**
 * Where lanes keep their crash journals: a matter of the host, so a key of the TaskManager's
 * configuration and no argument of the job.
 */
final class CrashJournalDirectory {
  private static final ConfigOption<String> KEY =
      ConfigOptions.key("widthwise.crash-journal.directory").stringType().noDefaultValue();

  private CrashJournalDirectory() {}

  /** The folder that the key names, else one in the first of {@code io.tmp.dirs}. */
  static Path of(TaskManagerRuntimeInfo taskManager) {
    return taskManager
        .getConfiguration()
        .getOptional(KEY)
        .map(Path::of)
        .orElseGet(
            () -> Path.of(taskManager.getTmpDirectories()[0]).resolve("widthwise-crash-journal"));
  }
}
