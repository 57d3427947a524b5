package io.widthwise.ingest.admission;

import io.widthwise.ingest.LogFields;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes known that frames of a camera were dropped for one reason: a Kafka Streams metric for each
 * camera (group {@code stream-admission-metrics}, names {@code <reason>-rate} and {@code
 * <reason>-total}), and at most one log line each ten seconds for a camera.
 */
final class CameraDrops {
  private static final Logger LOG = LoggerFactory.getLogger(CameraDrops.class);
  private static final long LOG_INTERVAL_MILLIS = 10_000;
  private static final int MAX_CAMERAS = 1_000;
  private static final String OTHERS = "others";

  private final StreamsMetrics metrics;
  private final String taskId;
  private final String reason;
  private final Map<String, Drops> byCamera = new HashMap<>();

  private static final class Drops {
    final Sensor sensor;
    long sinceLogged;
    long loggedMillis = Long.MIN_VALUE / 2;

    Drops(Sensor sensor) {
      this.sensor = sensor;
    }
  }

  CameraDrops(StreamsMetrics metrics, String taskId, String reason) {
    this.metrics = metrics;
    this.taskId = taskId;
    this.reason = reason;
  }

  /**
   * Counts one frame, which is named if this is logged; cameras beyond the first thousand share one
   * metric, {@code others}.
   */
  void count(String cameraId, String frameId, RecordMetadata origin, long millis) {
    boolean known = byCamera.containsKey(cameraId) || byCamera.size() < MAX_CAMERAS;
    Drops drops = byCamera.computeIfAbsent(known ? cameraId : OTHERS, this::newDrops);
    drops.sensor.record();
    drops.sinceLogged++;
    if (millis - drops.loggedMillis >= LOG_INTERVAL_MILLIS) {
      LOG.atWarn()
          .addKeyValue(LogFields.CAMERA, cameraId)
          .addKeyValue(LogFields.FRAME_ID, frameId)
          .addKeyValue(
              LogFields.POSITION,
              "%s-%d@%d".formatted(origin.topic(), origin.partition(), origin.offset()))
          .log("dropped {} frames of camera {}: {}", drops.sinceLogged, cameraId, reason);
      drops.loggedMillis = millis;
      drops.sinceLogged = 0;
    }
  }

  private Drops newDrops(String cameraId) {
    return new Drops(
        metrics.addRateTotalSensor(
            "admission", cameraId, reason, Sensor.RecordingLevel.INFO, "task-id", taskId));
  }

  void close() {
    byCamera.values().forEach(drops -> metrics.removeSensor(drops.sensor));
  }
}
