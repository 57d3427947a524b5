package io.widthwise.ingest.source;

import io.widthwise.schemas.FrameEncoding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber.ImageMode;

/**
 * A live camera that FFmpeg reads: RTSP, or a V4L2 device of this machine. Pictures are decoded and
 * encoded again as JPEG. Capture time is the moment at which a picture was decoded: it contains the
 * camera's and the network's delay.
 */
final class FfmpegLiveSource implements FrameSource {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final SourceSpec spec;
  private final String description;
  private final String cameraId;
  private final FFmpegFrameGrabber grabber;
  private final Clock clock = Clock.systemUTC();
  private JpegEncoder encoder;
  private boolean started;
  private long sequence;
  private Instant lastTime = Instant.EPOCH;
  private volatile boolean closing;
  private boolean released;

  private FfmpegLiveSource(
      SourceSpec spec, String description, String cameraId, FFmpegFrameGrabber grabber) {
    this.spec = spec;
    this.description = description;
    this.cameraId = cameraId;
    this.grabber = grabber;
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    grabber.setImageMode(ImageMode.RAW);
    // Threads of a decoder wait for the next pictures, which makes the first old.
    grabber.setVideoOption("threads", "1");
    grabber.setVideoOption("flags", "low_delay");
    grabber.setOption("fflags", "nobuffer");
  }

  /** A camera that speaks RTSP, over TCP unless the source says otherwise. */
  static FfmpegLiveSource rtsp(SourceSpec spec, SourceOptions options) {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(spec.address());
    grabber.setFormat("rtsp");
    grabber.setOption("rtsp_transport", spec.option("transport").orElse("tcp"));
    long micros = spec.timeout(SILENCE).toMillis() * 1_000;
    grabber.setOption("timeout", Long.toString(micros));
    grabber.setOption("allowed_media_types", "video");
    return new FfmpegLiveSource(
        spec, "RTSP camera " + spec, CameraIds.ofHost(spec.uri(), options.cameraId()), grabber);
  }

  /** A camera of this machine. */
  static FfmpegLiveSource v4l2(SourceSpec spec, SourceOptions options) {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(spec.devicePath());
    grabber.setFormat("v4l2");
    spec.option("format").ifPresent(format -> grabber.setOption("input_format", format));
    spec.option("size").ifPresent(size -> grabber.setOption("video_size", size));
    spec.option("fps").ifPresent(fps -> grabber.setOption("framerate", fps));
    return new FfmpegLiveSource(
        spec,
        "V4L2 camera " + spec.devicePath(),
        CameraIds.ofOneAmongSeveral(spec.devicePath(), options.cameraId()),
        grabber);
  }

  @Override
  public synchronized void awaitReady() throws SourceException {
    if (started || closing) {
      return;
    }
    started = true;
    try {
      // The grabber's start() takes a lock of all grabbers: a camera that hangs would keep all
      // others
      // from being opened. FFmpeg itself has needed no such lock for long.
      grabber.startUnsafe();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SourceException(
          "%s cannot be opened: %s".formatted(description, spec.redact(FfmpegErrors.reason(e))));
    }
    if (!grabber.hasVideo()) {
      throw new SourceException("%s sends no video".formatted(description));
    }
  }

  @Override
  public synchronized Optional<SourceFrame> next() throws SourceException {
    awaitReady();
    if (closing) {
      return Optional.empty();
    }
    Frame picture;
    try {
      picture = grabber.grabImage();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SourceException(
          "%s was lost after %d pictures: %s"
              .formatted(description, sequence, spec.redact(FfmpegErrors.reason(e))));
    }
    if (picture == null) {
      throw new SourceException(
          "%s was lost after %d pictures: it ended the stream, or nothing came in time"
              .formatted(description, sequence));
    }
    return Optional.of(frame((AVFrame) picture.opaque));
  }

  private SourceFrame frame(AVFrame decoded) throws SourceException {
    Instant now = clock.instant();
    lastTime = now.isAfter(lastTime) ? now : lastTime;
    if (encoder == null || !encoder.fits(decoded)) {
      closeEncoder();
      encoder = new JpegEncoder(decoded);
    }
    return new SourceFrame(
        cameraId,
        sequence++,
        lastTime,
        FrameEncoding.JPEG,
        decoded.width(),
        decoded.height(),
        encoder.encode(decoded),
        Map.of());
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String description() {
    return description;
  }

  /** Waits for a picture that is being read, at most as long as the camera may be silent. */
  @Override
  public void close() {
    closing = true;
    release();
  }

  private synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    closeEncoder();
    try {
      grabber.releaseUnsafe();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not close " + description);
    }
  }
}
