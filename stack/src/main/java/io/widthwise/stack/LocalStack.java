package io.widthwise.stack;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.stack.secure.BrokerSecurity;
import io.widthwise.stack.secure.Principals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The pipeline's processes on one machine: broker, topics, Flink cluster and one process for each
 * further service, such as admission. A process that dies is started again. Everything ends with
 * the JVM that started the stack.
 */
public final class LocalStack implements AutoCloseable {
  /**
   * Where another TaskManager takes the tasks over, a JVM that starts would only take the processor
   * from it in the seconds that count.
   */
  private static final long BEHIND_STANDBY_MILLIS = 5_000;

  private static final Duration LEADER_LOOK = Duration.ofSeconds(2);

  /** Longer than a JobManager needs to be elected again when all is well. */
  private static final Duration LEADERLESS_LIMIT = Duration.ofSeconds(20);

  private final StackSettings settings;
  private final StackListener listener;
  private final List<StackState.Entry> owners;
  private final Map<String, Supervised> processes = new LinkedHashMap<>();
  private FlinkCluster flink;
  private KafkaBroker broker;
  private LeaderWatch leaderWatch;
  private boolean closed;

  private LocalStack(
      StackSettings settings, List<StackState.Entry> owners, StackListener listener) {
    this.settings = settings;
    this.owners = List.copyOf(owners);
    this.listener = listener;
  }

  /**
   * Starts everything but further services, and waits until it can be used. The broker and the
   * Flink cluster start side by side.
   *
   * @param owners processes to note in the state file besides the stack's own
   * @throws StackException if anything does not start; what had started is stopped again
   */
  public static LocalStack start(
      StackSettings settings, List<StackState.Entry> owners, StackListener listener) {
    BrokerSettings kafka = settings.broker();
    if (kafka.port() != 0) {
      // Before Flink starts, so that a taken port costs no time.
      Ports.requireFree(kafka.port(), "the Kafka broker", kafka.portSetting());
    }
    LocalStack stack = new LocalStack(settings, owners, listener);
    try {
      stack.startAll();
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  private void startAll() {
    flink = FlinkCluster.launch(settings.flink(), settings.flinkJars());
    broker = KafkaBroker.start(settings.broker(), settings.kafkaJars());
    BrokerSettings samePort =
        settings.broker().withPort(broker.port(), settings.broker().portSetting());
    supervise(broker.process(), () -> KafkaBroker.start(samePort, settings.kafkaJars()).process());
    List<String> cameras = settings.topics().ownTopics();
    try (Admin admin = Admin.create(administration().client(Map.of()))) {
      Topics.create(admin, settings.names(), settings.topics()).forEach(listener::event);
      settings
          .broker()
          .security()
          .ifPresent(security -> new Principals(security, settings.names()).create(admin, cameras));
    }
    flink.awaitReady();
    supervise(flink.zooKeeper(), flink::startZooKeeper);
    Supervised jobManager = supervise(flink.jobManager(), flink::startJobManager);
    FlinkRest rest = flink.rest();
    leaderWatch =
        new LeaderWatch(
            rest::answers, jobManager::process, LEADER_LOOK, LEADERLESS_LIMIT, listener::event);
    for (int i = 0; i < flink.taskManagers().size(); i++) {
      int index = i;
      superviseTaskManager(flink.taskManagers().get(i), index);
    }
    startStandbys();
    writeState();
  }

  /** After all others, since nothing waits for them. */
  private void startStandbys() {
    int first = settings.flink().taskManagers();
    for (int i = first; i < first + settings.flink().standbys(); i++) {
      int index = i;
      superviseTaskManager(flink.startTaskManager(index), index);
    }
  }

  private void superviseTaskManager(JavaProcess process, int index) {
    boolean replaced = settings.flink().standbys() > 0;
    supervise(
        process,
        () -> flink.startTaskManager(index),
        replaced ? BEHIND_STANDBY_MILLIS : Supervised.AT_ONCE_MILLIS);
  }

  /**
   * Starts one more process and keeps it running.
   *
   * @param command makes its command, given this stack's addresses
   */
  public JavaProcess run(Function<LocalStack, JavaCommand> command) {
    JavaCommand made = command.apply(this);
    JavaProcess process = JavaProcess.start(made);
    supervise(process, () -> JavaProcess.start(made));
    writeState();
    return process;
  }

  private Supervised supervise(JavaProcess process, Supplier<JavaProcess> starter) {
    return supervise(process, starter, Supervised.AT_ONCE_MILLIS);
  }

  private synchronized Supervised supervise(
      JavaProcess process, Supplier<JavaProcess> starter, long delayMillis) {
    Supervised supervised =
        new Supervised(process, starter, delayMillis, listener::event, this::writeState);
    processes.put(process.name(), supervised);
    return supervised;
  }

  private synchronized void writeState() {
    if (closed) {
      return;
    }
    List<StackState.Entry> entries = new ArrayList<>(owners);
    processes.values().forEach(each -> entries.add(StackState.Entry.of(each.process())));
    state(entries).write(settings.directory());
  }

  private StackState state(List<StackState.Entry> entries) {
    return new StackState(
        bootstrapServers(),
        flinkAddress().toString(),
        settings.names().prefix(),
        entries,
        settings.broker().security().map(each -> each.folder().toString()).orElse(""));
  }

  /** Before passwords are known to the broker, only a certificate will do. */
  private KafkaAccess administration() {
    return settings
        .broker()
        .security()
        .map(BrokerSecurity::operator)
        .orElseGet(() -> KafkaAccess.plaintext(bootstrapServers()));
  }

  /** How Kafka clients of a role get to the broker. */
  public KafkaAccess kafka(Role role) {
    return state(List.of()).kafka(role);
  }

  /** The file for Kafka clients of a role, {@code --kafka-config}; empty if none is needed. */
  public Optional<Path> kafkaConfig(Role role) {
    return state(List.of()).kafkaConfig(role);
  }

  /** Address of the broker, {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Address of Flink's REST API and web page. */
  public URI flinkAddress() {
    return flink.address();
  }

  /** The processes as they run now, by name. */
  public synchronized Map<String, JavaProcess> processes() {
    Map<String, JavaProcess> now = new LinkedHashMap<>();
    processes.forEach((name, supervised) -> now.put(name, supervised.process()));
    return now;
  }

  /** How often any process was started again. */
  public synchronized int restarts() {
    return processes.values().stream().mapToInt(Supervised::restarts).sum();
  }

  /** Stops every process, the last one started first. */
  @Override
  public void close() {
    List<Supervised> reverse;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      reverse = new ArrayList<>(processes.values());
    }
    if (leaderWatch != null) {
      leaderWatch.close();
    }
    java.util.Collections.reverse(reverse);
    reverse.forEach(Supervised::close);
    // Whatever came up before it was supervised.
    if (flink != null) {
      flink.close();
    }
    if (broker != null) {
      broker.close();
    }
    StackState.delete(settings.directory());
  }
}
