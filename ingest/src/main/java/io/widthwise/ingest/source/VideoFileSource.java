package io.widthwise.ingest.source;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber.ImageMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a video file, decoded by FFmpeg and encoded again as JPEG, as frames of one
 * camera. Capture times are the presentation times, counted from the Unix epoch.
 */
final class VideoFileSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(VideoFileSource.class);

  private final Path file;
  private final String cameraId;
  private final FFmpegFrameGrabber grabber;
  private JpegEncoder encoder;
  private long sequence;
  private Instant lastTime = Instant.EPOCH;
  private boolean ended;
  private boolean closed;

  VideoFileSource(Path file, SourceOptions options) throws SourceException {
    this.file = file;
    this.cameraId = CameraIds.ofFile(file, options.cameraId());
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    this.grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setImageMode(ImageMode.RAW);
    // One thread decodes a camera's clip many times faster than it plays; more would only take
    // cores away from the pipeline beside it.
    grabber.setVideoOption("threads", "1");
    try {
      grabber.start();
    } catch (FFmpegFrameGrabber.Exception e) {
      close();
      throw new SourceException(
          "%s cannot be read as a video: %s".formatted(file, FfmpegErrors.reason(e)), e);
    }
    if (!grabber.hasVideo()) {
      close();
      throw new SourceException("%s has no video stream".formatted(file));
    }
  }

  @Override
  public synchronized Optional<SourceFrame> next() throws SourceException {
    if (ended) {
      return Optional.empty();
    }
    Frame picture;
    try {
      picture = grabber.grabImage();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SourceException(
          "picture %d of %s cannot be decoded: %s"
              .formatted(sequence, file, FfmpegErrors.reason(e)),
          e);
    }
    if (picture == null) {
      end();
      return Optional.empty();
    }
    return Optional.of(frame(picture));
  }

  private void end() throws SourceException {
    ended = true;
    if (sequence == 0) {
      throw new SourceException("%s holds no picture that can be decoded".formatted(file));
    }
    long indexed = picturesInIndex();
    if (sequence < indexed) {
      LOG.warn(
          "{} gave {} of the {} pictures in its index; it is trimmed, truncated or damaged",
          file,
          sequence,
          indexed);
    }
  }

  /** A stream may change its size or pixel format on the way. */
  private void replaceEncoder(AVFrame decoded) throws SourceException {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
    encoder = new JpegEncoder(decoded);
  }

  /** Pictures that the container's index lists; 0 where it has no index. */
  private long picturesInIndex() {
    AVFormatContext container = grabber.getFormatContext();
    for (int i = 0; i < container.nb_streams(); i++) {
      if (container.streams(i).codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
        return container.streams(i).nb_frames();
      }
    }
    return 0;
  }

  private SourceFrame frame(Frame picture) throws SourceException {
    AVFrame decoded = (AVFrame) picture.opaque;
    if (encoder == null || !encoder.fits(decoded)) {
      replaceEncoder(decoded);
    }
    ByteBuffer jpeg = encoder.encode(decoded);
    Instant time = Instant.EPOCH.plus(picture.timestamp, ChronoUnit.MICROS);
    lastTime = time.isAfter(lastTime) ? time : lastTime;
    return new SourceFrame(
        cameraId,
        sequence++,
        lastTime,
        FrameEncoding.JPEG,
        decoded.width(),
        decoded.height(),
        jpeg,
        Map.of());
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String description() {
    return "video " + file;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ended = true;
    if (encoder != null) {
      encoder.close();
    }
    try {
      grabber.release();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not close " + file, e);
    }
  }
}
