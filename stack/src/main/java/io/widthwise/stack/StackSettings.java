package io.widthwise.stack;

import io.widthwise.schemas.TopicNames;
import java.nio.file.Path;

/**
 * How to run the whole local stack.
 *
 * @param directory work directory; {@link StackState} lies in it
 * @param broker the Kafka broker
 * @param flink the Flink session cluster
 * @param names topics to create
 * @param topics their layout
 * @param kafkaJars what the broker runs from
 * @param flinkJars what JobManager and TaskManagers run from
 */
public record StackSettings(
    Path directory,
    BrokerSettings broker,
    FlinkSettings flink,
    TopicNames names,
    TopicSettings topics,
    ClassPath kafkaJars,
    ClassPath flinkJars) {}
