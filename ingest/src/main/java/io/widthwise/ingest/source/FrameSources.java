package io.widthwise.ingest.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Opens a source by what the user names. */
public final class FrameSources {
  private static final String ACCEPTED =
      "a source is 'synthetic', a directory of JPEG or PNG files, an .mcap recording or a video file";

  private FrameSources() {}

  /**
   * Opens {@code synthetic}, a directory of images, an MCAP recording or a video file.
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
    if (spec.equals("synthetic")) {
      return SyntheticCamera.startingWhenAsked(options, progress);
    }
    Path path = Path.of(spec);
    if (!Files.exists(path)) {
      throw new SourceException(
          "the source '%s' does not exist (looked for %s): %s"
              .formatted(spec, path.toAbsolutePath(), ACCEPTED));
    }
    return options.loop()
        ? new LoopingSource(() -> openOnce(path, options))
        : openOnce(path, options);
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
