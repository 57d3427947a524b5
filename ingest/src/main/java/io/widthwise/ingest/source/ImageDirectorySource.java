package io.widthwise.ingest.source;

import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JPEG and PNG files of one directory, by name, as the frames of one camera. Files without an
 * image extension and subdirectories are not looked at. Each frame's attribute {@code file} is its
 * file name. A directory has no clock, so capture times count from the Unix epoch at the rate
 * given.
 */
final class ImageDirectorySource implements FrameSource {
  static final String FILE = "file";

  private final Path directory;
  private final SourceOptions options;
  private final String cameraId;
  private final Iterator<Path> files;
  private final int fileCount;
  private long sequence;
  private volatile boolean closed;

  ImageDirectorySource(Path directory, SourceOptions options) throws SourceException {
    this.directory = directory;
    this.options = options;
    this.cameraId = CameraIds.ofFile(directory, options.cameraId());
    List<Path> images = list(directory);
    this.fileCount = images.size();
    this.files = images.iterator();
  }

  private static List<Path> list(Path directory) throws SourceException {
    List<Path> images;
    try (Stream<Path> entries = Files.list(directory)) {
      images =
          entries
              .filter(entry -> encodingByExtension(entry).isPresent() && Files.isRegularFile(entry))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new SourceException("the directory %s cannot be listed: %s".formatted(directory, e), e);
    }
    if (images.isEmpty()) {
      throw new SourceException(
          "the directory %s holds no .jpg, .jpeg or .png file".formatted(directory));
    }
    return images;
  }

  private static Optional<FrameEncoding> encodingByExtension(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
      return Optional.of(FrameEncoding.JPEG);
    }
    return name.endsWith(".png") ? Optional.of(FrameEncoding.PNG) : Optional.empty();
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException {
    return !closed && files.hasNext() ? Optional.of(read(files.next())) : Optional.empty();
  }

  private SourceFrame read(Path file) throws SourceException {
    ByteBuffer payload;
    try {
      payload = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SourceException("the image %s cannot be read: %s".formatted(file, e), e);
    }
    try {
      ImageHeader header = ImageHeader.read(payload);
      return frame(file, header.encoding(), header.width(), header.height(), payload);
    } catch (MalformedImageException e) {
      if (options.onUnreadable() == OnUnreadable.SEND_AS_IS) {
        return frame(file, encodingByExtension(file).orElseThrow(), 0, 0, payload);
      }
      throw new SourceException(
          "the file %s is not a whole image: %s; remove it, or send it as it is to see it quarantined"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private SourceFrame frame(
      Path file, FrameEncoding encoding, int width, int height, ByteBuffer payload) {
    Instant captureTime = FrameTimes.at(sequence, options.fps());
    Map<String, String> attributes = Map.of(FILE, file.getFileName().toString());
    return new SourceFrame(
        cameraId, sequence++, captureTime, encoding, width, height, payload, attributes);
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String description() {
    return "%d images of %s".formatted(fileCount, directory);
  }

  @Override
  public void close() {
    closed = true;
  }
}
