package io.widthwise.examples;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Runs {@link SightingsTopology}: arguments are broker, topic of results and topic of sightings.
 */
public final class Sightings {
  private Sightings() {}

  public static void main(String[] arguments) throws InterruptedException {
    String broker = arguments.length > 0 ? arguments[0] : "127.0.0.1:9092";
    String results = arguments.length > 1 ? arguments[1] : "widthwise.results";
    String sightings = arguments.length > 2 ? arguments[2] : "widthwise.sightings";
    CountDownLatch stopped = new CountDownLatch(1);
    try (KafkaStreams streams =
        new KafkaStreams(SightingsTopology.build(results, sightings), properties(broker))) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      streams.start();
      stopped.await();
    }
  }

  static Properties properties(String broker) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "widthwise-sightings");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    return properties;
  }
}
