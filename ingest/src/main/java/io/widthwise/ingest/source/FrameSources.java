package io.widthwise.ingest.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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
    if (spec.equals("synthetic")) {
      return SyntheticCamera.startingNow(options);
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
