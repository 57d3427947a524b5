package io.widthwise.deploy;

import io.widthwise.stack.FlinkRest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the classification job onto a session cluster. */
public final class JobSubmission {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private JobSubmission() {}

  /**
   * Uploads the jar, starts its job, and waits until all its tasks run, which is when models are
   * loaded and lanes are warm.
   *
   * @return the job's id
   */
  public static String submit(FlinkRest flink, Path jar, List<String> arguments) {
    return submit(flink, jar, arguments, Optional.empty());
  }

  /** The same, going on from a savepoint if one is given. */
  public static String submit(
      FlinkRest flink, Path jar, List<String> arguments, Optional<String> savepoint) {
    String uploaded = flink.upload(jar);
    String job;
    try {
      job = flink.run(uploaded, JobOptions.MAIN_CLASS, arguments, savepoint);
    } finally {
      flink.deleteJar(uploaded);
    }
    flink.awaitRunning(job, START_LIMIT);
    return job;
  }
}
