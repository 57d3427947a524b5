package io.widthwise.examples;

import io.widthwise.client.FrameResultDeserializer;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints results as they come: arguments are broker and topic. */
public final class PrintResults {
  private PrintResults() {}

  public static void main(String[] arguments) {
    String broker = arguments.length > 0 ? arguments[0] : "127.0.0.1:9092";
    String topic = arguments.length > 1 ? arguments[1] : "widthwise.results";
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker,
            "group.id", "widthwise-print-results",
            "isolation.level", "read_committed");
    try (KafkaConsumer<String, FrameResult> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new FrameResultDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (true) {
        for (ConsumerRecord<String, FrameResult> each : consumer.poll(Duration.ofMillis(200))) {
          System.out.println(line(each.value()));
        }
      }
    }
  }

  static String line(FrameResult result) {
    String label = result.getTopK().isEmpty() ? result.getReason() : best(result.getTopK().get(0));
    return "%s#%d %s %s"
        .formatted(result.getCameraId(), result.getSequence(), result.getOutcome(), label);
  }

  private static String best(Label label) {
    return "%s %.0f%%".formatted(label.getName(), 100 * label.getProbability());
  }
}
