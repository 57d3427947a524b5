package io.widthwise.console.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.access.KafkaAccess;
import io.widthwise.console.tally.CameraState;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the picture of a camera's newest result in the frames topic. A result says when its frame
 * was appended there, and the broker knows which offset that was: so only frames that somebody
 * looks at are read, instead of every camera's. One thread reads; cameras that wait for it are
 * bounded, and so are the bytes of the pictures kept.
 */
public final class FrameFinder implements AutoCloseable {
  private static final int MOST_WAITING = 64;
  private static final long CACHE_BYTES = 48 << 20;
  private static final int FETCH_BYTES = 1 << 20;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS = 4;

  private final KafkaAccess kafka;
  private final String topic;
  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private final PictureCache cache = new PictureCache(CACHE_BYTES);
  private final Map<String, CompletableFuture<Optional<Picture>>> pending =
      new ConcurrentHashMap<>();
  private final ExecutorService reader =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "frame-finder");
            thread.setDaemon(true);
            return thread;
          });
  private KafkaConsumer<byte[], byte[]> consumer;
  private int partitions;

  /**
   * @param topic the frames topic
   */
  public FrameFinder(KafkaAccess kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  /**
   * Finds the picture of a camera's newest result.
   *
   * @return the picture, or that of a neighbouring frame, or an older one while too many are asked
   *     for; empty if there is none any more
   */
  public CompletableFuture<Optional<Picture>> find(CameraState camera) {
    Optional<Picture> known = cache.get(camera.cameraId());
    if (known.filter(picture -> picture.frameId().equals(camera.frameId())).isPresent()) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Optional<Picture>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Picture>> earlier = pending.putIfAbsent(camera.cameraId(), mine);
    if (earlier != null) {
      return earlier;
    }
    try {
      reader.execute(() -> complete(camera, mine));
    } catch (RejectedExecutionException tooMany) {
      pending.remove(camera.cameraId());
      mine.complete(known);
    }
    return mine;
  }

  private void complete(CameraState camera, CompletableFuture<Optional<Picture>> answer) {
    try {
      Optional<Picture> found = read(camera);
      found.ifPresent(picture -> cache.put(camera.cameraId(), picture));
      pending.remove(camera.cameraId());
      answer.complete(found);
    } catch (RuntimeException e) {
      pending.remove(camera.cameraId());
      closeConsumer();
      answer.completeExceptionally(e);
    }
  }

  private Optional<Picture> read(CameraState camera) {
    if (consumer == null) {
      consumer = consumer();
      partitions = consumer.partitionsFor(topic).size();
    }
    // As the producer's default partitioner places a record with a key.
    TopicPartition partition =
        new TopicPartition(
            topic, Utils.toPositive(Utils.murmur2(camera.cameraId().getBytes(UTF_8))) % partitions);
    OffsetAndTimestamp place =
        consumer.offsetsForTimes(Map.of(partition, camera.admittedMillis())).get(partition);
    if (place == null) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, place.offset());
    Optional<Picture> neighbour = Optional.empty();
    for (int i = 0; i < POLLS; i++) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        Optional<Picture> picture = picture(camera.cameraId(), message);
        if (picture.filter(each -> each.frameId().equals(camera.frameId())).isPresent()) {
          return picture;
        }
        neighbour = neighbour.or(() -> picture);
        if (message.timestamp() > camera.admittedMillis() && neighbour.isPresent()) {
          return neighbour;
        }
      }
    }
    return neighbour;
  }

  private Optional<Picture> picture(String cameraId, ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null || !cameraId.equals(new String(message.key(), UTF_8))) {
      return Optional.empty();
    }
    try {
      Frame frame = codec.decode(message.value());
      String type = contentType(frame.getEncoding());
      if (type.isEmpty() || !frame.getPayload().hasRemaining()) {
        return Optional.empty();
      }
      ByteBuffer payload = frame.getPayload().duplicate();
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      return Optional.of(new Picture(frame.getFrameId(), frame.getSequence(), type, bytes));
    } catch (UndecodableMessageException e) {
      return Optional.empty();
    }
  }

  private static String contentType(FrameEncoding encoding) {
    return switch (encoding) {
      case JPEG -> "image/jpeg";
      case PNG -> "image/png";
      case RGB8, BGR8, MONO8 -> "";
    };
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                16,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void closeConsumer() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }

  @Override
  public void close() {
    if (!reader.isShutdown()) {
      reader.execute(this::closeConsumer);
      reader.shutdown();
    }
  }
}
