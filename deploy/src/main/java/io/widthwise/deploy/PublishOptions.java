package io.widthwise.deploy;

import io.widthwise.ingest.publish.Pace;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options that say what to publish and how; shared by {@code publish} and {@code demo}. */
public final class PublishOptions {
  private static final String SYNTHETIC = "synthetic";

  @Option(
      names = "--source",
      paramLabel = "SPEC",
      defaultValue = SYNTHETIC,
      description =
          "'synthetic', a folder of JPEG or PNG files, an .mcap recording, a video file, or a live camera as docs/sources.md says (default: ${DEFAULT-VALUE}).")
  private String source;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Frames per second of each camera, as 30, or of all together, as 120/total (default: the source's own pace).")
  private String rate;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Time from capture to deadline that each frame asks for, such as 50ms (default: left to the job).")
  private Duration budget;

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "0",
      description = "Priority of each frame; higher is shed later (default: ${DEFAULT-VALUE}).")
  private int priority;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Camera id in place of the one that the source gives.")
  private String camera;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of synthetic cameras (default: ${DEFAULT-VALUE}).")
  private int cameras;

  /** The camera id that was asked for. */
  Optional<String> camera() {
    return Optional.ofNullable(camera);
  }

  /** Checks that the source can be opened, before anything costly is started for it. */
  public void requireSource() throws SourceException {
    FrameSources.check(source);
  }

  /**
   * Opens the source.
   *
   * @param progress told how far a source is that takes seconds until it is ready
   */
  public FrameSource open(boolean loop, Consumer<String> progress) throws SourceException {
    SourceOptions options = SourceOptions.DEFAULT.withLoop(loop).withCameras(cameras);
    if (camera != null) {
      options = options.withCameraId(camera);
    }
    if (source.equals(SYNTHETIC) && rate != null) {
      options = options.withFps(syntheticRate());
    }
    return FrameSources.open(source, options, progress);
  }

  private double syntheticRate() {
    Pace pace = Pace.parse(rate);
    if (pace instanceof Pace.PerCamera each) {
      return each.framesPerSecond();
    }
    if (pace instanceof Pace.Total total) {
      return total.framesPerSecond() / cameras;
    }
    throw new IllegalArgumentException(
        "a synthetic camera is live, so --rate must be a number of frames per second, not " + rate);
  }

  /**
   * How to publish {@code opened}: at the rate that was asked for, else at {@code pace}, else at
   * its own.
   */
  public PublisherSettings settings(FrameSource opened, Optional<Pace> pace) {
    PublisherSettings settings = PublisherSettings.forSource(opened).withPriority(priority);
    if (rate != null) {
      settings = settings.withPace(Pace.parse(rate));
    } else if (pace.isPresent()) {
      settings = settings.withPace(pace.get());
    }
    return budget == null
        ? settings
        : settings.withLatencyBudgetMillis(Math.toIntExact(budget.toMillis()));
  }
}
