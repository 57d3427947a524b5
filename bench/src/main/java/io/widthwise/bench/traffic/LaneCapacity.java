package io.widthwise.bench.traffic;

import io.widthwise.bench.replay.Pictures;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.FrameClassifier;
import io.widthwise.inference.classify.LabelledFrame;
import io.widthwise.inference.classify.LadderMeasurement;
import io.widthwise.inference.classify.LadderMeasurement.Measured;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one lane serves at most: frames of the very pictures of a run, with the narrowest rung that
 * the job serves, on this host while nothing else runs.
 *
 * @param variant key of the narrowest rung
 * @param serviceMicros median of decode and inference
 */
public record LaneCapacity(String variant, double serviceMicros) {
  private static final Duration LADDER_TIME = Duration.ofSeconds(2);
  private static final int WARM_UP_RUNS = 20;
  private static final int RUNS = 240;

  /** Measures it; takes a few seconds. */
  public static LaneCapacity measure(LadderBundle bundle, Pictures pictures) throws IOException {
    List<VariantSpec> served =
        LadderMeasurement.measure(bundle, LADDER_TIME).front().stream()
            .map(Measured::variant)
            .limit(1)
            .toList();
    try (FrameClassifier classifier =
        new FrameClassifier(
            new OpenCvFrameDecoder(),
            ModelLadder.open(bundle, served, new ClassifierSettings(1, WARM_UP_RUNS)))) {
      long[] micros = new long[RUNS];
      for (int i = -WARM_UP_RUNS; i < RUNS; i++) {
        LabelledFrame labelled = classifier.label(frame(pictures.of(i + WARM_UP_RUNS)), 0);
        if (i >= 0) {
          micros[i] = labelled.decodeMicros() + labelled.inferenceMicros();
        }
      }
      Arrays.sort(micros);
      return new LaneCapacity(served.get(0).key(), Math.max(1, micros[RUNS / 2]));
    } catch (UndecodableImageException e) {
      throw new IllegalStateException("a picture that was just drawn cannot be decoded", e);
    }
  }

  private static Frame frame(SourceFrame picture) {
    return Frame.newBuilder()
        .setFrameId("probe")
        .setCameraId("probe")
        .setSequence(0)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(picture.encoding())
        .setWidth(picture.width())
        .setHeight(picture.height())
        .setPayload(picture.payload().duplicate())
        .setAttributes(Map.of())
        .build();
  }

  /** Frames a second. */
  public double framesPerSecond() {
    return 1e6 / serviceMicros;
  }
}
