package io.widthwise.console;

import io.widthwise.access.KafkaAccess;
import io.widthwise.console.live.LadderRung;
import io.widthwise.schemas.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to run a console.
 *
 * @param kafka how to get to the broker
 * @param topics names of the pipeline's topics
 * @param applicationId id under which instances share the work; names the consumer group and begins
 *     the names of internal topics
 * @param stateDirectory folder for local state; instances on one host need one each
 * @param bindHost address to listen on
 * @param port port to listen on; 0 picks a free one
 * @param advertisedHost name under which other instances reach this one
 * @param push time between two snapshots for the page
 * @param history how far back plots go
 * @param forgetAfter how long a camera may be silent before it is forgotten
 * @param leaveOut beginnings of ids of cameras that are not shown; may be empty
 * @param ladder rungs whose accuracy is known; may be empty
 */
public record ConsoleSettings(
    KafkaAccess kafka,
    TopicNames topics,
    String applicationId,
    Path stateDirectory,
    String bindHost,
    int port,
    String advertisedHost,
    Duration push,
    Duration history,
    Duration forgetAfter,
    List<String> leaveOut,
    List<LadderRung> ladder) {
  private static final Duration SHORTEST_PUSH = Duration.ofMillis(250);

  public ConsoleSettings {
    leaveOut = List.copyOf(leaveOut);
    ladder = List.copyOf(ladder);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be from 0 to 65535, not " + port);
    }
    if (push.compareTo(SHORTEST_PUSH) < 0 || push.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException(
          "--push must be from 250ms to 10s, not %d ms".formatted(push.toMillis()));
    }
    if (history.compareTo(Duration.ofMinutes(1)) < 0
        || history.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "--history must be from 60s to 3600s, not %d ms".formatted(history.toMillis()));
    }
    if (forgetAfter.compareTo(history) < 0) {
      throw new IllegalArgumentException(
          "--forget-after must be at least --history, %d s".formatted(history.toSeconds()));
    }
  }

  /** A console on a free port of this machine, with everything else as the command line has it. */
  public static ConsoleSettings of(KafkaAccess kafka, TopicNames topics, Path stateDirectory) {
    return new ConsoleSettings(
        kafka,
        topics,
        topics.prefix() + "console",
        stateDirectory,
        "127.0.0.1",
        0,
        "127.0.0.1",
        Duration.ofMillis(500),
        Duration.ofMinutes(10),
        Duration.ofHours(24),
        List.of(),
        List.of());
  }

  /** Tells whether a camera is shown. */
  public boolean shows(String cameraId) {
    return leaveOut.stream().noneMatch(cameraId::startsWith);
  }

  /** The same without the cameras whose ids begin so. */
  public ConsoleSettings withLeaveOut(List<String> value) {
    return with(value, ladder);
  }

  /** The same with these rungs. */
  public ConsoleSettings withLadder(List<LadderRung> value) {
    return with(leaveOut, value);
  }

  private ConsoleSettings with(List<String> newLeaveOut, List<LadderRung> newLadder) {
    return new ConsoleSettings(
        kafka,
        topics,
        applicationId,
        stateDirectory,
        bindHost,
        port,
        advertisedHost,
        push,
        history,
        forgetAfter,
        newLeaveOut,
        newLadder);
  }
}
