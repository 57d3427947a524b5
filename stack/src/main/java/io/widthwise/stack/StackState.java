package io.widthwise.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What runs in a work directory, kept in its {@code stack.json} so that another program can find
 * and stop it.
 *
 * @param bootstrapServers address of the broker
 * @param flinkAddress address of Flink's REST API
 * @param topicPrefix prefix of the topics
 * @param processes every process of the stack, in the order in which they started
 * @param security folder with a file for each kind of Kafka client, {@code ROLE.properties}; empty
 *     if the broker takes everyone, unencrypted
 */
public record StackState(
    String bootstrapServers,
    String flinkAddress,
    String topicPrefix,
    List<Entry> processes,
    String security) {
  public static final String FILE = "stack.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One process. Process ids are used again, so the start tells whether it is still the same.
   *
   * @param name what people call it
   * @param pid its process id
   * @param startedAtMillis when it started, milliseconds since the Unix epoch
   */
  public record Entry(String name, long pid, long startedAtMillis) {
    static Entry of(JavaProcess process) {
      return new Entry(process.name(), process.pid(), process.startedAt().toEpochMilli());
    }

    /** An entry for this JVM. */
    public static Entry ofThisJvm(String name) {
      ProcessHandle self = ProcessHandle.current();
      return new Entry(name, self.pid(), startMillis(self));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> startMillis(handle) == startedAtMillis);
    }

    private static long startMillis(ProcessHandle handle) {
      return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
  }

  public StackState {
    processes = List.copyOf(processes);
    security = security == null ? "" : security;
  }

  /** A stack whose broker takes everyone, unencrypted. */
  public StackState(
      String bootstrapServers, String flinkAddress, String topicPrefix, List<Entry> processes) {
    this(bootstrapServers, flinkAddress, topicPrefix, processes, "");
  }

  /** The file for Kafka clients of a role, {@code --kafka-config}; empty if none is needed. */
  public Optional<Path> kafkaConfig(Role role) {
    return security.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(security, role.text() + ".properties"));
  }

  /** How Kafka clients of a role get to the broker. */
  public KafkaAccess kafka(Role role) {
    return KafkaAccess.of(bootstrapServers, kafkaConfig(role));
  }

  /** Writes the state, in one step, to {@code directory}. */
  public void write(Path directory) {
    Path file = directory.resolve(FILE);
    Path fresh = directory.resolve(FILE + ".new");
    try {
      Files.createDirectories(directory);
      JSON.writeValue(fresh.toFile(), this);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the state of {@code directory}; empty where no stack was started there.
   *
   * @throws StackException if the file is damaged
   */
  public static Optional<StackState> read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), StackState.class));
    } catch (IOException e) {
      throw new StackException(
          "%s is damaged (%s); look for left-over java processes and delete it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Removes the state of {@code directory}. */
  public static void delete(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      throw new StackException(
          "cannot delete %s: %s".formatted(directory.resolve(FILE), e.getMessage()), e);
    }
  }
}
