package io.widthwise.console.follow;

import io.widthwise.console.ConsoleSettings;
import io.widthwise.console.peers.InstanceState;
import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.SecondTally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the results topic and answers from what it has kept. Safe for use by several threads. */
public final class ResultsFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsFollower.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final ConsoleSettings settings;
  private final HostInfo self;
  private final AtomicLong undecodable = new AtomicLong();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final KafkaStreams streams;

  /**
   * @param port port on which this instance answers the others
   */
  public ResultsFollower(ConsoleSettings settings, int port) {
    this.settings = settings;
    this.self = new HostInfo(settings.advertisedHost(), port);
    this.streams =
        new KafkaStreams(
            ResultsTopology.build(settings, undecodable, System::currentTimeMillis),
            FollowerProperties.of(settings, self));
    streams.setUncaughtExceptionHandler(this::replaceThread);
    streams.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
  }

  private StreamThreadExceptionResponse replaceThread(Throwable failure) {
    LOG.error("the thread that follows results failed; it is replaced in a second", failure);
    try {
      return closing.await(1, TimeUnit.SECONDS)
          ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
          : StreamThreadExceptionResponse.REPLACE_THREAD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }

  /** Begins to follow; returns at once. */
  public void start() {
    streams.start();
  }

  /**
   * Waits until partitions are assigned and their state is restored.
   *
   * @throws TimeoutException if that takes longer than {@code timeout}
   */
  public void awaitRunning(Duration timeout) throws InterruptedException, TimeoutException {
    if (!running.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(
          "the console's reader of topic %s at %s is %s, not RUNNING, after %d ms; check that the broker answers and the topic exists"
              .formatted(
                  settings.topics().results(),
                  settings.kafka().bootstrapServers(),
                  streams.state(),
                  timeout.toMillis()));
    }
  }

  /** What the follower does now, as Kafka Streams calls it. */
  public String state() {
    return streams.state().name();
  }

  /** Messages of the results topic that were none, since the start. */
  public long undecodable() {
    return undecodable.get();
  }

  /** This instance as the others know it. */
  public HostInfo self() {
    return self;
  }

  /** All other instances. */
  public List<HostInfo> others() {
    return streams.metadataForAllStreamsClients().stream()
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
        .distinct()
        .toList();
  }

  /**
   * The instance that keeps a camera's state.
   *
   * @return empty while partitions are being moved
   */
  public Optional<HostInfo> ownerOf(String cameraId) {
    KeyQueryMetadata found =
        streams.queryMetadataForKey(ResultsTopology.CAMERAS, cameraId, new StringSerializer());
    return found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)
        ? Optional.empty()
        : Optional.of(found.activeHost());
  }

  /**
   * A camera's state, if this instance keeps it.
   *
   * @throws InvalidStateStoreException while partitions are being moved
   */
  public Optional<CameraState> camera(String cameraId) {
    byte[] found =
        store(ResultsTopology.CAMERAS, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .get(cameraId);
    return Optional.ofNullable(found).map(CameraState::decode);
  }

  /**
   * Everything that this instance keeps.
   *
   * @param from the first second wanted
   * @throws InvalidStateStoreException while partitions are being moved
   */
  public InstanceState state(Instant from) {
    List<CameraState> cameras = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all =
        store(ResultsTopology.CAMERAS, QueryableStoreTypes.<String, byte[]>keyValueStore()).all()) {
      while (all.hasNext()) {
        cameras.add(CameraState.decode(all.next().value));
      }
    }
    Map<Long, SecondTally> seconds = new TreeMap<>();
    try (KeyValueIterator<Windowed<Integer>, byte[]> all =
        store(ResultsTopology.SECONDS, QueryableStoreTypes.<Integer, byte[]>windowStore())
            .fetchAll(from, Instant.ofEpochMilli(Long.MAX_VALUE))) {
      while (all.hasNext()) {
        KeyValue<Windowed<Integer>, byte[]> each = all.next();
        seconds
            .computeIfAbsent(each.key.window().start() / 1_000, second -> new SecondTally())
            .merge(SecondTally.decode(each.value));
      }
    }
    return new InstanceState(cameras, seconds);
  }

  private <T> T store(String name, QueryableStoreType<T> type) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, type));
  }

  /** Leaves the group, so that the next instance need not wait for a session timeout. */
  @Override
  public void close() {
    closing.countDown();
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
