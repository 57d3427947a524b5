package io.widthwise.bench.replay;

import io.widthwise.access.KafkaAccess;
import io.widthwise.bench.latency.TopicTail;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.source.FrameAttributes;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/** Sends frames through the running pipeline and hears what becomes of each. */
final class PipelineRun {
  /** From here to the first frame, so that it is not late for want of a connection. */
  private static final Duration LEAD = Duration.ofSeconds(1);

  /** Frames of which nothing was heard for so long after the others are lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaAccess kafka;
  private final TopicNames topics;
  private final Pictures pictures;
  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();

  PipelineRun(KafkaAccess kafka, TopicNames topics, Pictures pictures) {
    this.kafka = kafka;
    this.topics = topics;
    this.pictures = pictures;
  }

  /**
   * Publishes frames when they are due and waits for their results.
   *
   * @return what became of each, in the same order
   * @throws IllegalStateException if nothing comes back at all
   */
  List<Replayed> run(List<Due> dues) throws Exception {
    try (TopicTail results = new TopicTail(kafka, topics.results());
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create()) {
      // Asks the broker now for what the first send would wait for.
      producer.partitionsFor(topics.framesRaw());
      Instant start = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.MICROS);
      FramePress press =
          new FramePress("replay-" + UUID.randomUUID().toString().substring(0, 8), start, pictures);
      try (ReplayPublisher publisher =
          new ReplayPublisher(dues, press, producer, topics.framesRaw(), new Pacer(start))) {
        publisher.start();
        List<Optional<Answer>> answers = hear(dues.size(), results, publisher, press);
        return join(dues, publisher.join(), answers);
      }
    }
  }

  private List<Optional<Answer>> hear(
      int frames, TopicTail results, ReplayPublisher publisher, FramePress press)
      throws UndecodableMessageException, ExecutionException, InterruptedException {
    AnswerSheet sheet = new AnswerSheet(frames, press);
    Instant lastNews = Instant.now().plus(LEAD);
    while (!sheet.isFull()) {
      Iterable<ConsumerRecord<String, byte[]>> batch = results.poll();
      Instant received = Instant.now();
      for (ConsumerRecord<String, byte[]> message : batch) {
        if (sheet.enter(codec.decode(message.value()), received)) {
          lastNews = received;
        }
      }
      if (publisher.hasEnded()) {
        publisher.join();
        if (received.isAfter(lastNews.plus(PATIENCE))) {
          break;
        }
      }
    }
    if (sheet.entered() == 0) {
      throw new IllegalStateException(
          "none of %d frames came back on %s; is a job submitted and running?"
              .formatted(frames, topics.results()));
    }
    return sheet.answers();
  }

  private List<Replayed> join(List<Due> dues, long[] sentMicros, List<Optional<Answer>> answers) {
    List<Replayed> replayed = new ArrayList<>(dues.size());
    for (int i = 0; i < dues.size(); i++) {
      String truth = pictures.of(dues.get(i).index()).attributes().get(FrameAttributes.LABEL);
      replayed.add(new Replayed(dues.get(i), sentMicros[i], truth, answers.get(i)));
    }
    return List.copyOf(replayed);
  }
}
