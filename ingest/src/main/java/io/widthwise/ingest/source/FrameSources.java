package io.widthwise.ingest.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Opens a source by what the user names. */
public final class FrameSources {
  private FrameSources() {}

  /**
   * Opens what {@link SourceSpec} describes. A camera on the network is connected to when its first
   * frame is asked for.
   *
   * @throws SourceException if there is no such source, or it cannot be opened; the message says
   *     what is accepted
   */
  public static FrameSource open(String spec, SourceOptions options) throws SourceException {
    return open(spec, options, sentence -> {});
  }

  /**
   * Opens a source as {@link #open(String, SourceOptions)} does.
   *
   * @param progress told, by any thread, how far a source is that takes seconds until it is ready
   */
  public static FrameSource open(String spec, SourceOptions options, Consumer<String> progress)
      throws SourceException {
    return open(parse(spec), options, progress);
  }

  /** Opens a source as {@link #open(String, SourceOptions, Consumer)} does. */
  public static FrameSource open(SourceSpec spec, SourceOptions options, Consumer<String> progress)
      throws SourceException {
    return switch (spec.kind()) {
      case SYNTHETIC -> SyntheticCamera.startingWhenAsked(synthetic(spec, options), progress);
      case RECORDING -> openRecording(spec, Path.of(spec.address()), options);
      case MCAP -> openMcap(spec, options);
      case HTTP -> new MjpegHttpSource(spec, options);
      case RTSP -> FfmpegLiveSource.rtsp(spec, options);
      case V4L2 -> FfmpegLiveSource.v4l2(spec, options);
      case FOXGLOVE -> new FoxgloveSource(spec, options);
      case POST ->
          throw new SourceException(
              "frames that are posted come with 'widthwise ingest' only, into its HTTP port");
    };
  }

  /**
   * Checks as much of a source as can be told without connecting to a camera.
   *
   * @throws SourceException if it could not be opened
   */
  public static void check(String spec) throws SourceException {
    SourceSpec parsed = parse(spec);
    if (!parsed.live()) {
      open(parsed, SourceOptions.DEFAULT, sentence -> {}).close();
    } else if (parsed.kind() == SourceSpec.Kind.MCAP) {
      requireExists(parsed, Path.of(parsed.address()));
    }
  }

  private static SourceSpec parse(String spec) throws SourceException {
    try {
      return SourceSpec.parse(spec);
    } catch (IllegalArgumentException e) {
      throw new SourceException(e.getMessage(), e);
    }
  }

  private static SourceOptions synthetic(SourceSpec spec, SourceOptions options) {
    int width = spec.option("width", Integer::parseInt).orElse(options.width());
    int height = spec.option("height", Integer::parseInt).orElse(options.height());
    return options
        .withSize(width, height)
        .withSeed(spec.option("seed", Long::parseLong).orElse(options.seed()));
  }

  private static FrameSource openMcap(SourceSpec spec, SourceOptions options)
      throws SourceException {
    Path file = Path.of(spec.address());
    requireExists(spec, file);
    if (spec.follows()) {
      boolean fromStart = spec.option("from").map("start"::equals).orElse(false);
      return new McapFollowSource(file, options, spec.option("topic"), fromStart);
    }
    return looping(() -> new McapSource(file, options, spec.option("topic")), options);
  }

  private static FrameSource openRecording(SourceSpec spec, Path path, SourceOptions options)
      throws SourceException {
    requireExists(spec, path);
    return looping(() -> openOnce(path, options), options);
  }

  private static FrameSource looping(LoopingSource.Opener opener, SourceOptions options)
      throws SourceException {
    return options.loop() ? new LoopingSource(opener) : opener.open();
  }

  private static void requireExists(SourceSpec spec, Path path) throws SourceException {
    if (!Files.exists(path)) {
      throw new SourceException(
          "the source '%s' does not exist (looked for %s): %s"
              .formatted(spec, path.toAbsolutePath(), SourceSpec.ACCEPTED));
    }
  }

  private static FrameSource openOnce(Path path, SourceOptions options) throws SourceException {
    if (Files.isDirectory(path)) {
      return new ImageDirectorySource(path, options);
    }
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".mcap")) {
      return new McapSource(path, options);
    }
    return new VideoFileSource(path, options);
  }
}
