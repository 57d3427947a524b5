package io.widthwise.ingest.service;

import io.widthwise.ingest.publish.FrameSender;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the cameras of a configuration and follows its changes: a camera whose lines stay the same
 * stays connected. Safe for use by several threads; the producer stays the caller's to close.
 */
public final class IngestService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

  /** Longer than a camera that hangs is waited for. */
  private static final Duration LETTING_GO = Duration.ofSeconds(20);

  private record Running(CameraConfig camera, CameraRecord record, Optional<CameraRunner> runner) {}

  private final Producer<String, byte[]> producer;
  private final UnaryOperator<String> topicOf;
  private final FrameSender sender;
  private final Consumer<String> tell;
  private final Clock clock = Clock.systemUTC();

  /** Held while cameras are stopped and started, which takes its time; readers do not wait. */
  private final Object applying = new Object();

  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Map<String, PostedCamera> posted = new ConcurrentHashMap<>();
  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong refusedReloads = new AtomicLong();
  private volatile IngestConfig config =
      new IngestConfig(IngestConfig.Http.DEFAULT, List.of(), List.of());
  private boolean begun;
  private volatile Optional<String> configError = Optional.empty();
  private boolean closed;

  /**
   * A service without cameras.
   *
   * @param topicOf gives the topic for a camera's id
   * @param tell told, by any thread, when a camera comes, goes or fails
   */
  public IngestService(
      Producer<String, byte[]> producer, UnaryOperator<String> topicOf, Consumer<String> tell) {
    this.tell = tell;
    this.producer = producer;
    this.topicOf = topicOf;
    this.sender = new FrameSender(producer, topicOf);
  }

  /**
   * Stops cameras that are gone or changed and starts those that are new or changed.
   *
   * @return what was done, for people
   */
  public String apply(IngestConfig wanted) throws InterruptedException {
    synchronized (applying) {
      return applyAlone(wanted);
    }
  }

  private String applyAlone(IngestConfig wanted) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the service is closed");
    }
    Set<String> before = new HashSet<>(running.keySet());
    List<String> gone = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (Running each : List.copyOf(running.values())) {
      Optional<CameraConfig> now = wanted.camera(each.camera().id());
      if (now.isEmpty()) {
        gone.add(each.camera().id());
      } else if (!now.get().equals(each.camera())) {
        changed.add(each.camera().id());
      }
    }
    List<String> toStop = new ArrayList<>(gone);
    toStop.addAll(changed);
    stop(toStop);
    List<String> added = new ArrayList<>();
    for (CameraConfig camera : wanted.cameras()) {
      if (!running.containsKey(camera.id())) {
        start(camera);
        if (!before.contains(camera.id())) {
          added.add(camera.id());
        }
      }
    }
    String http = "";
    if (begun) {
      reloads.incrementAndGet();
      http = config.http().equals(wanted.http()) ? "" : "; http stays as it was until a restart";
    }
    begun = true;
    config = wanted;
    configError = Optional.empty();
    return "%d cameras: %d added %s, %d removed %s, %d changed %s%s"
        .formatted(
            running.size(), added.size(), added, gone.size(), gone, changed.size(), changed, http);
  }

  /** Notes that a new configuration cannot be used; the old one goes on. */
  public void refused(String why) {
    refusedReloads.incrementAndGet();
    configError = Optional.of(why);
  }

  private void start(CameraConfig camera) {
    // Robots come and go with each pause.
    CameraRecord record = new CameraRecord(camera, clock, camera.posted() ? sentence -> {} : tell);
    Optional<CameraRunner> runner = Optional.empty();
    if (camera.posted()) {
      posted.put(camera.id(), new PostedCamera(camera, sender, record));
    } else {
      runner =
          Optional.of(
              new CameraRunner(camera, producer, topicOf, record, RandomGenerator.getDefault()));
    }
    running.put(camera.id(), new Running(camera, record, runner));
    runner.ifPresent(CameraRunner::start);
  }

  private void stop(List<String> ids) throws InterruptedException {
    List<CameraRunner> stopping = new ArrayList<>();
    for (String id : ids) {
      posted.remove(id);
      running.remove(id).runner().ifPresent(stopping::add);
    }
    stopping.forEach(CameraRunner::stop);
    long limitNanos = System.nanoTime() + LETTING_GO.toNanos();
    for (CameraRunner runner : stopping) {
      if (!runner.join(Duration.ofNanos(limitNanos - System.nanoTime()))) {
        LOG.warn("a camera that was stopped hangs; its thread is left behind");
      }
    }
  }

  /** How the cameras do, by id. */
  public List<CameraStatus> statuses() {
    return running.values().stream()
        .map(this::status)
        .sorted(Comparator.comparing(CameraStatus::id))
        .toList();
  }

  private CameraStatus status(Running each) {
    PostedCamera byPost = posted.get(each.camera().id());
    return byPost == null ? each.record().status() : byPost.status();
  }

  /** The camera of that id, if robots send its frames. */
  public Optional<PostedCamera> posted(String id) {
    return Optional.ofNullable(posted.get(id));
  }

  /** The key that a robot shows, if it is one of those configured. */
  public Optional<ApiKey> key(String secret) {
    return config.keys().stream().filter(key -> key.matches(secret)).findFirst();
  }

  /** Why the newest configuration is not the one that runs, if so. */
  public Optional<String> configError() {
    return configError;
  }

  /** Configurations that were taken after the first. */
  public long reloads() {
    return reloads.get();
  }

  /** Configurations that could not be used. */
  public long refusedReloads() {
    return refusedReloads.get();
  }

  /** Stops all cameras. */
  @Override
  public void close() {
    synchronized (applying) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        stop(List.copyOf(running.keySet()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
