package io.widthwise.job;

import io.widthwise.job.release.ReleaseRecord;
import io.widthwise.job.release.ReleaseRecordSchema;
import io.widthwise.job.release.StatusSerializer;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The job: frames in, one outcome each out, unreadable bytes to quarantine.
 *
 * <pre>
 *   KafkaSource(frames) -> [rebalance] -> ClassifyOperator -> KafkaSink(results)
 *   KafkaSource(models) -> [broadcast] ------^     |  \-----> KafkaSink(quarantine)
 *                                                  \--------> KafkaSink(models.status)
 * </pre>
 */
final class JobGraph {
  private static final String MAX_MESSAGE_BYTES = Integer.toString(5 * 1024 * 1024);

  private final KafkaSettings kafka;
  private final JobSettings settings;

  JobGraph(KafkaSettings kafka, JobSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  void addTo(StreamExecutionEnvironment env, boolean rebalance) {
    TopicNames topics = new TopicNames(kafka.topicPrefix());
    DataStream<ConsumedFrame> frames =
        env.fromSource(source(topics), WatermarkStrategy.noWatermarks(), "frames")
            .uid("frames-source");
    SingleOutputStreamOperator<OutgoingResult> results =
        (rebalance ? frames.rebalance() : frames)
            .connect(releases(env, topics).broadcast())
            .transform(
                "classify",
                TypeInformation.of(OutgoingResult.class),
                new ClassifyOperatorFactory(settings))
            .uid("classify");
    results
        .sinkTo(sink("results", new ResultSerializer(topics.results())))
        .name("results")
        .uid("results-sink");
    results
        .getSideOutput(ClassifyOperator.QUARANTINE)
        .sinkTo(
            sink(
                "quarantine",
                new QuarantineSerializer(topics.quarantine(), kafka.quarantinedPayload())))
        .name("quarantine")
        .uid("quarantine-sink");
    results
        .getSideOutput(ClassifyOperator.RELEASE_STATUS)
        // Who has released waits for it, and a repeated status does no harm.
        .sinkTo(
            sink(
                "release-status",
                new StatusSerializer(topics.modelsStatus()),
                DeliveryGuarantee.AT_LEAST_ONCE))
        .name("release-status")
        .uid("release-status-sink");
  }

  /** Read from its beginning by a fresh job, which so hears of the newest release of its family. */
  private DataStream<ReleaseRecord> releases(StreamExecutionEnvironment env, TopicNames topics) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.putIfAbsent("isolation.level", "read_committed");
    properties.putIfAbsent("commit.offsets.on.checkpoint", "false");
    KafkaSource<ReleaseRecord> source =
        KafkaSource.<ReleaseRecord>builder()
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopics(topics.models())
            .setGroupId(kafka.groupId() + "-models")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ReleaseRecordSchema())
            .setProperties(properties)
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "models")
        .setParallelism(1)
        .uid("models-source");
  }

  private KafkaSource<ConsumedFrame> source(TopicNames topics) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.putIfAbsent("max.partition.fetch.bytes", MAX_MESSAGE_BYTES);
    properties.putIfAbsent("fetch.min.bytes", "1");
    properties.putIfAbsent("isolation.level", "read_committed");
    return KafkaSource.<ConsumedFrame>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setTopics(topics.frames())
        .setGroupId(kafka.groupId())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new ConsumedFrameSchema())
        .setProperties(properties)
        .build();
  }

  private <T> KafkaSink<T> sink(String name, KafkaRecordSerializationSchema<T> serializer) {
    return sink(name, serializer, kafka.delivery());
  }

  private <T> KafkaSink<T> sink(
      String name, KafkaRecordSerializationSchema<T> serializer, DeliveryGuarantee delivery) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    // Kafka's default of 5 ms would be the largest part of the pipeline's own latency.
    properties.putIfAbsent("linger.ms", "0");
    properties.putIfAbsent("max.request.size", MAX_MESSAGE_BYTES);
    // Below the broker's default limit, transaction.max.timeout.ms of 15 minutes.
    properties.putIfAbsent("transaction.timeout.ms", "600000");
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setKafkaProducerConfig(properties)
        .setRecordSerializer(serializer)
        .setDeliveryGuarantee(delivery)
        .setTransactionalIdPrefix(kafka.groupId() + "-" + name)
        .build();
  }

  /**
   * Where the job reads and writes.
   *
   * @param bootstrapServers brokers to ask first, {@code host:port[,host:port]}
   * @param topicPrefix prefix of the topics
   * @param groupId consumer group whose committed offsets a fresh job starts from; also names the
   *     transactions
   * @param delivery guarantee of the sinks
   * @param quarantinedPayload what of a refused record's value is kept
   * @param clientProperties further properties of every Kafka client; they travel in the job graph,
   *     so secrets are references that the clients resolve
   */
  record KafkaSettings(
      String bootstrapServers,
      String topicPrefix,
      String groupId,
      DeliveryGuarantee delivery,
      QuarantinedPayload quarantinedPayload,
      Properties clientProperties) {}
}
